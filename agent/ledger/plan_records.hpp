#pragma once

#include <vector>

#include <labcheck/ledger.hpp>

#include "ledger/entry.hpp"

namespace labcheck::ledger {

/// What a ledger begins with: the run, the texts, the selection, the roster and the draws, all without secrets.
/// Fails when two different texts were read under one name: judging again could not tell them apart.
Result<std::vector<Entry>> plan_entries(const RunInfo& run, const Plan& plan);

/// What a ledger goes on with when its run is taken up again: the run's last continuation, and each candidate's draw
/// for the check runs that follow.
Result<std::vector<Entry>> continuation_entries(const RunInfo& run, const Plan& plan);

}  // namespace labcheck::ledger
