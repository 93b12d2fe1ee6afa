#pragma once

#include <labcheck/ledger.hpp>
#include <labcheck/plan.hpp>
#include <labcheck/verdict.hpp>

namespace labcheck::judge {

/// Judges everything that was recorded, by the plan without secrets. Pure: the same record gives the same result.
/// `original`: the plan that was carried out, where `plan` is a corrected one: to say what it asks otherwise.
RunResult judge_run(const Plan& plan, const Record& record, const Plan* original = nullptr);

}  // namespace labcheck::judge
