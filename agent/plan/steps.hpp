#pragma once

#include <labcheck/plan.hpp>

#include "plan/order.hpp"

namespace labcheck::plan {

/// A check with its steps bound to the candidate's hosts, and all of their times. Errors name the step's place.
Result<PlannedCheck> plan_check(const SkillCheck& check, const CandidatePlan& plan);

}  // namespace labcheck::plan
