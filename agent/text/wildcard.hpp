#pragma once

#include <string_view>

namespace labcheck::text {

/// Whether the whole text fits a pattern of `*` and `?` as ssh_config(5) has them; linear but for the last star.
bool wildcard_matches(std::string_view pattern, std::string_view text);

}  // namespace labcheck::text
