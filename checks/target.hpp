#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <labcheck/result.hpp>

namespace labcheck::checks {

/// Where a service is.
struct Target {
  std::string host{};
  std::uint16_t port{0};
};

/// `host:port`, an IPv6 address in [brackets]. Without a port `default_port` is taken, when there is one (not 0).
Result<Target> read_target(std::string_view text, std::uint16_t default_port = 0);

/// What is wrong with a target as a scenario spells it; empty when nothing is, or while it still holds `${…}`.
std::string target_complaint(std::string_view text, std::uint16_t default_port = 0);

/// A URL taken apart. The target is path and query; a fragment is dropped.
struct Url {
  std::string scheme{};
  Target where{};
  std::string target{};
};

/// An absolute http or https URL. Names and passwords in it are refused, since they would be recorded.
Result<Url> read_url(std::string_view text);

}  // namespace labcheck::checks
