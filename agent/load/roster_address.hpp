#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <labcheck/result.hpp>
#include <labcheck/roster.hpp>

namespace labcheck::load {

/// `[USER@]HOST[:PORT]` taken apart; IPv6 addresses stand in brackets when a port follows.
struct HostAddress {
  std::string user{};
  std::string host{};
  std::uint16_t port{0};  ///< 0: none was written
};

Result<HostAddress> parse_host_address(std::string_view text);

/// The bare value of a host in any roster: `local`, or `HOST[:PORT]` as the way in and the lab's own address alike.
Result<RosterHost> parse_bare_host(std::string_view text);

/// `~/` at the beginning of a path is the user's home folder.
std::string expand_home(const std::string& path);

}  // namespace labcheck::load
