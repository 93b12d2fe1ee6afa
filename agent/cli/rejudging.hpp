#pragma once

#include <string>
#include <vector>

#include <labcheck/verdict.hpp>

#include "cli/judging.hpp"
#include "ledger/rejudging.hpp"

namespace labcheck::cli {

/// What is put on record of a judging again: who and why, the corrected texts, each candidate's verdicts before and
/// after.
ledger::RecordedRejudging rejudging_of(const Rejudging& info, const Scenarios& corrected, const RunResult& before,
                                       const RunResult& after);

/// Tells on standard error where this version judges otherwise than the recorded re-judging did.
void compare_with_recorded(const ledger::RecordedRejudging& recorded, const RunResult& result);

}  // namespace labcheck::cli
