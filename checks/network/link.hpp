#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <labcheck/result.hpp>

namespace labcheck::checks {

/// What `ip -o -d link show dev NAME` says of an interface.
struct Link {
  bool up{false};  ///< switched on, with a carrier
  std::int64_t mtu{0};
  std::string kind{};
  std::string mac{};  ///< empty when it has none
};

/// Reads the output, up to its first newline: what stands behind may be an alias that somebody chose.
Result<Link> read_link(std::string_view output, std::string_view name);

}  // namespace labcheck::checks
