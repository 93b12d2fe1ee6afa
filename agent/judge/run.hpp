#pragma once

#include <labcheck/ledger.hpp>
#include <labcheck/plan.hpp>
#include <labcheck/verdict.hpp>

namespace labcheck::judge {

/// Judges everything that was recorded, by the plan without secrets. Pure: the same record gives the same result.
RunResult judge_run(const Plan& plan, const Record& record);

}  // namespace labcheck::judge
