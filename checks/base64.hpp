#pragma once

#include <optional>
#include <string>
#include <string_view>

/// Base64 of the usual alphabet with its padding (RFC 4648).
namespace labcheck::checks {

std::string base64_of(std::string_view bytes);

/// The bytes of a text, or nothing when it is none, to the letter.
std::optional<std::string> from_base64(std::string_view text);
/// The same where blanks and line ends don't count.
std::optional<std::string> read_base64(std::string_view text);

}  // namespace labcheck::checks
