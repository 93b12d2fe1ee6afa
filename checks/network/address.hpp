#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace labcheck::checks {

/// An IPv4 or IPv6 address in its shortest spelling, or nothing when the text is none. An IPv4 address that IPv6
/// carries (::ffff:10.0.0.1) is that IPv4 address.
std::optional<std::string> plain_address(std::string_view text);
/// The address that /proc/net/tcp or tcp6 spells in 8 or 32 hex digits.
std::optional<std::string> kernel_address(std::string_view digits);
/// Of a plain address: whether only the host itself can reach it.
bool is_loopback(std::string_view address);

}  // namespace labcheck::checks
