#include "plan/binding.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include <labcheck/spelling.hpp>

namespace labcheck::plan {
namespace {

std::vector<const RosterHost*> hosts_in(const Candidate& candidate, const std::string& role) {
  std::vector<const RosterHost*> hosts;
  for (const auto& host : candidate.hosts) {
    if (host.role == role) {
      hosts.push_back(&host);
    }
  }
  std::sort(hosts.begin(), hosts.end(), [](const auto* left, const auto* right) { return left->index < right->index; });
  return hosts;
}

std::string plural(std::size_t count) {
  return fmt::format("{} host{}", count, count == 1 ? "" : "s");
}

}  // namespace

std::string host_name(const Role& role, int index) {
  return role.count == 1 ? role.name : fmt::format("{}[{}]", role.name, index);
}

bool is_bound_to(const BoundHost& bound, const RosterHost& host) {
  return host.role == bound.entry && host.index == bound.index;
}

std::vector<BoundHost> bind_hosts(const Candidate& candidate, const Scenario& scenario,
                                  std::vector<std::string>& problems) {
  std::vector<BoundHost> bound;
  for (const auto& role : scenario.roles) {
    auto scope = scenario.id + "/";
    auto hosts = hosts_in(candidate, scope + role.name);
    if (hosts.empty()) {
      scope.clear();
      hosts = hosts_in(candidate, role.name);
    }
    if (hosts.empty()) {
      problems.push_back(fmt::format("{}: candidate '{}' has no host for role '{}' of scenario '{}'",
                                     to_string(candidate.place), candidate.id, role.name, scenario.id));
      continue;
    }
    if (hosts.size() != static_cast<std::size_t>(role.count)) {
      problems.push_back(fmt::format("{}: candidate '{}' has {} for role '{}', scenario '{}' wants {}",
                                     to_string(hosts.front()->place), candidate.id, plural(hosts.size()), role.name,
                                     scenario.id, role.count));
      continue;
    }
    for (int index = 0; index < role.count; ++index) {
      const auto label = host_name(role, index);
      bound.push_back({.name = scope + label,
                       .label = label,
                       .entry = scope + role.name,
                       .role = role.name,
                       .index = index,
                       .address = hosts[static_cast<std::size_t>(index)]->address,
                       .proctor = role.owner == "proctor"});
    }
  }
  return bound;
}

void find_unknown_roles(const Candidate& candidate, const std::vector<std::shared_ptr<const Scenario>>& scenarios,
                        std::vector<std::string>& problems) {
  std::vector<std::string> roles;
  for (const auto& scenario : scenarios) {
    for (const auto& role : scenario->roles) {
      roles.push_back(role.name);
      roles.push_back(scenario->id + "/" + role.name);
    }
  }
  std::set<std::string> told;
  for (const auto& host : candidate.hosts) {
    if (std::find(roles.begin(), roles.end(), host.role) == roles.end() && told.insert(host.role).second) {
      problems.push_back(fmt::format("{}: candidate '{}' has a host for the unknown role '{}'{}", to_string(host.place),
                                     candidate.id, host.role, did_you_mean(host.role, roles)));
    }
  }
}

}  // namespace labcheck::plan
