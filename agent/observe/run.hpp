#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include <labcheck/plan.hpp>
#include <labcheck/verdict.hpp>

#include "observe/asker.hpp"
#include "observe/recorder.hpp"

namespace labcheck::observe {

/// Hears how a run goes; called on the I/O thread. Judging code never prints.
struct Progress {
  std::function<void(const CandidatePlan&, const CheckResult&)> check_done{};
  /// One that an earlier part of the run has asked.
  std::function<void(const CandidatePlan&, const CheckResult&)> check_stood{};
};

/// Looked at between requests: once `stop` is true nothing new is asked but what restores the lab.
struct RunControl {
  bool stop{false};
  std::string reason{};     ///< why, for the checks that were not asked: "the run was interrupted"
  bool reads_first{false};  ///< everybody's reading checks come before anybody's others
  bool shares{true};  ///< equal questions of a candidate's checks are put once; off for the proof that nobody can tell
};

/// A run that is taken up again: what earlier parts of it left. Their records are the recorder's.
struct Past {
  int run{1};                  ///< number of the check runs that are asked now
  std::vector<Draw> draws{};   ///< of all parts, this one's last
  std::set<CheckKey> again{};  ///< ended, and yet to be asked again; with run 0
};

/// Asks everything in a plan: all candidates at once, each candidate's checks by phase, undo and cleanup always.
/// All that is observed goes to the recorder; verdicts are judged from there. `judged` is the same plan without
/// secrets. What earlier parts of the run left undone is cleaned up first; what they ended is not asked again.
boost::asio::awaitable<void> run_plan(const Plan& plan, const Plan& judged, Asker& asker, Recorder& recorder,
                                      const Progress& progress, const RunControl& control, const Past& past);

}  // namespace labcheck::observe
