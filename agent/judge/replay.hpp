#pragma once

#include <map>
#include <string>
#include <vector>

#include <labcheck/plan.hpp>

#include "judge/check.hpp"
#include "judge/step.hpp"

namespace labcheck::judge {

/// The observations of one step, attempt by attempt.
using Attempts = std::map<int, std::vector<const Observation*>>;

/// A check's observations by step and attempt, whatever order they were recorded in.
std::map<StepKey, Attempts> by_step(const CheckRecord& record);

/// One or several steps judged from what was recorded.
struct Replay {
  AttemptJudgement judgement{};
  bool complete{true};  ///< false: the record ends before anything was decided
  int attempts{0};      ///< of the step that was asked most often
};

/// Judges a step by feeding its attempts to `Waiting` as they were made.
Replay replay_step(const CandidatePlan& plan, const PlannedStep& step, const std::map<StepKey, Attempts>& steps,
                   const Saved& saved);

/// Judges steps in order; the first that doesn't pass decides.
Replay replay_steps(const CandidatePlan& plan, const std::vector<PlannedStep>& planned,
                    const std::map<StepKey, Attempts>& steps);

}  // namespace labcheck::judge
