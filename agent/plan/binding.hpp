#pragma once

#include <memory>
#include <string>
#include <vector>

#include <labcheck/plan.hpp>

namespace labcheck::plan {

/// The name of a role's host in messages: "lb" of a role of one, "web[0]" of a role of several.
std::string host_name(const Role& role, int index);

/// A candidate's hosts: those that the roster has for this scenario alone (`SCENARIO/ROLE`), else those under the
/// role's bare name. What is wrong goes into `problems`, a line each.
std::vector<BoundHost> bind_hosts(const Candidate& candidate, const Scenario& scenario,
                                  std::vector<std::string>& problems);

/// Whether a bound host is this one of its candidate's in the roster.
bool is_bound_to(const BoundHost& bound, const RosterHost& host);

/// Hosts that no scenario of the run can use; a line each.
void find_unknown_roles(const Candidate& candidate, const std::vector<std::shared_ptr<const Scenario>>& scenarios,
                        std::vector<std::string>& problems);

}  // namespace labcheck::plan
