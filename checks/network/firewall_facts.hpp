#pragma once

#include <labcheck/check_type.hpp>
#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

#include "checks/network/firewall_model.hpp"

namespace labcheck::checks {

/// The facts of a ruleset, declared once for now and for boot.
std::vector<FactSpec> ruleset_facts();
/// `question` is nothing when the step asks about no traffic.
Value read_ruleset(const Ruleset& rules, const std::optional<Traffic>& question);

}  // namespace labcheck::checks
