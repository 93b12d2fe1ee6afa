#pragma once

#include <labcheck/plan.hpp>

namespace labcheck::plan {

/// The longest that asking can take, connecting left out: hosts of a step are asked at once, steps after another.
Duration worst_case(const PlannedStep& step);
Duration worst_case(const PlannedCheck& check);
Duration worst_case(const CandidatePlan& plan);

}  // namespace labcheck::plan
