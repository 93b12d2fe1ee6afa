#pragma once

#include <map>
#include <vector>

#include <labcheck/ledger.hpp>
#include <labcheck/plan.hpp>

#include "plan/draw.hpp"

namespace labcheck::plan {

/// One candidate's plan as it was for each run of a check: a run that is taken up again draws its nonces anew, so the
/// checks that it asks (their `run` counts the draws) have other ones than those that were asked before.
class RunPlans {
 public:
  /// `plan` must outlive this; `draws` are of all candidates, in the ledger's order.
  RunPlans(const CandidatePlan& plan, const std::vector<Draw>& draws);

  /// The plan for check runs of a number; it stays where it is.
  const CandidatePlan& of(int run);

 private:
  const CandidatePlan& plan_;
  std::vector<Parameters> nonces_{};  ///< by run, from 1
  std::map<int, CandidatePlan> made_{};
};

/// Draws every nonce of a plan anew and keeps all other values.
Result<void> draw_nonces_anew(Plan& plan, const RandomText& random);

/// The values in a plan, as draws.
std::vector<Draw> draws_of(const Plan& plan);

}  // namespace labcheck::plan
