#pragma once

#include <map>
#include <string>
#include <vector>

#include <labcheck/plan.hpp>
#include <labcheck/verdict.hpp>

#include "judge/check.hpp"

namespace labcheck::judge {

/// A step that takes itself back (`undo:`), as it was put to a host.
struct OwedUndo {
  const PlannedStep* step{nullptr};
  std::string host{};
  Saved saved{};  ///< what the step knew
};

/// What a check that was cut short still owes the lab. A request may have been sent whose answer was never recorded:
/// the first step without an end counts as done.
struct Owed {
  std::vector<OwedUndo> undos{};  ///< in the order of the steps
  Saved saved{};                  ///< for cleanup and restored
  Outcome outcome{Outcome::error};
};

Owed owed(const CandidatePlan& plan, const PlannedCheck& check, const CheckRecord& record);

/// Whether a step of restoring speaks of something that an earlier step never came to save: then there is nothing to
/// clean.
bool lacks_saved(const PlannedStep& step, const PlannedCheck& check, const Saved& saved);

/// The hosts that a check's undos, cleanup and `restored` steps, as far as recorded, left changed, each with why. Of
/// steps that were put again when a run was taken up, the last time counts.
std::map<std::string, std::string> left_dirty(const CandidatePlan& plan, const PlannedCheck& check,
                                              const CheckRecord& record);

}  // namespace labcheck::judge
