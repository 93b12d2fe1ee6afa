#pragma once

#include <memory>
#include <string>
#include <vector>

#include <labcheck/ledger.hpp>
#include <labcheck/plan.hpp>

namespace labcheck::plan {

struct Selection {
  std::vector<std::string> candidates{};  ///< `--candidate`; empty for all
  std::vector<std::string> codes{};       ///< `--skill`; empty for all; what they need comes along
};

/// Binds roles to hosts, orders the checks, and takes each candidate's values from `draws`. Errors: a role without
/// hosts or with a wrong number of them, an unknown candidate or code.
Result<Plan> make_plan(std::vector<std::shared_ptr<const Scenario>> scenarios, std::shared_ptr<const Roster> roster,
                       const std::vector<Draw>& draws, const Selection& selection);

/// The same plan with the mask for every `secret` parameter, and a roster of its own without secrets: what judging
/// uses, live and again, and what may be stored.
Plan without_secrets(const Plan& plan);

}  // namespace labcheck::plan
