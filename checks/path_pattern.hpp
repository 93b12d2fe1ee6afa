#pragma once

#include <string_view>

namespace labcheck::checks {

/// Whether the path matches a pattern of glob(7): `*`, `?` and `[…]` within one component, no leading dot unless it is
/// written. In time that grows with the product of both lengths, whatever the pattern.
bool path_matches(std::string_view path, std::string_view pattern);

}  // namespace labcheck::checks
