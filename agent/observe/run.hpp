#pragma once

#include <functional>
#include <string>

#include <labcheck/ledger.hpp>
#include <labcheck/plan.hpp>
#include <labcheck/verdict.hpp>

#include "observe/asker.hpp"

namespace labcheck::observe {

/// Hears how a run goes; called on the I/O thread. Judging code never prints.
struct Progress {
  std::function<void(const CandidatePlan&, const CheckResult&)> check_done{};
};

/// Asks everything in a plan: a candidate's checks by phase, several candidates at once, cleanups always.
/// `stop` is looked at between requests; once it is true nothing new is asked but for cleanups.
struct RunControl {
  bool stop{false};
  std::string reason{};  ///< why, for the checks not asked: "the run was interrupted"
};

/// The record (without secrets) that was also given to the ledger, ready to be judged.
boost::asio::awaitable<Record> run_plan(const Plan& plan, Asker& asker, LedgerWriter& ledger, const Progress& progress,
                                        RunControl& control);

}  // namespace labcheck::observe
