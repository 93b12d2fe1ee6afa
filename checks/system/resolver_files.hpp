#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <labcheck/result.hpp>

namespace labcheck::checks {

/// What resolv.conf(5) says, as the C library reads it: lines that it passes over say nothing.
struct ResolverConfig {
  std::vector<std::string> nameservers{};
  std::vector<std::string> search{};
  std::vector<std::string> options{};
};
ResolverConfig read_resolv_conf(std::string_view text);

/// The addresses of a name or alias in /etc/hosts.
std::set<std::string> addresses_in_hosts(std::string_view text, std::string_view name);

/// What `getent ahosts` prints.
struct Lookup {
  std::set<std::string> addresses{};
  std::string canonical{};
};
Result<Lookup> read_ahosts(std::string_view text);

}  // namespace labcheck::checks
