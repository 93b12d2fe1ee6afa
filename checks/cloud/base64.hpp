#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace labcheck::checks {

/// Bytes from base64 of the usual alphabet with its padding; blanks and line ends don't count.
std::optional<std::string> read_base64(std::string_view text);

}  // namespace labcheck::checks
