#include "judge/replay.hpp"

#include <algorithm>

#include "plan/prepare.hpp"

namespace labcheck::judge {

namespace {

// A step that could be put to nobody leaves no observations, yet is decided.
bool asks_nobody(const CandidatePlan& plan, const PlannedStep& step, const Saved& saved) {
  const auto hosts = plan::hosts_of(plan, step, saved);
  return !hosts || hosts->empty();
}

Replay undecided(const Saved& saved) {
  Replay replay;
  replay.complete = false;
  replay.judgement.saved = saved;
  return replay;
}

}  // namespace

std::map<StepKey, Attempts> by_step(const CheckRecord& record) {
  auto ordered = record.observations;
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const auto* left, const auto* right) { return left->id < right->id; });
  std::map<StepKey, Attempts> steps;
  for (const auto* observation : ordered) {
    steps[observation->step][observation->attempt].push_back(observation);
  }
  return steps;
}

Replay replay_step(const CandidatePlan& plan, const PlannedStep& step, const std::map<StepKey, Attempts>& steps,
                   const Saved& saved) {
  const auto found = steps.find(step.key);
  if (found == steps.end()) {
    auto replay = undecided(saved);
    if (asks_nobody(plan, step, saved)) {
      replay.judgement = judge_attempt(plan, step, {}, saved);
      replay.complete = true;
    }
    return replay;
  }
  Waiting waiting{step};
  const auto& first = found->second.begin()->second;
  for (const auto& [number, answers] : found->second) {
    auto judgement = judge_attempt(plan, step, answers, saved);
    if (!waiting.again(std::move(judgement), ended_at(first, answers))) {
      return {.judgement = waiting.result(), .complete = true, .attempts = waiting.attempts()};
    }
  }
  return {.judgement = waiting.result(), .complete = false, .attempts = waiting.attempts()};
}

Replay replay_steps(const CandidatePlan& plan, const std::vector<PlannedStep>& planned,
                    const std::map<StepKey, Attempts>& steps) {
  Replay replay = undecided({});
  for (const auto& step : planned) {
    const auto attempts = replay.attempts;
    replay = replay_step(plan, step, steps, replay.judgement.saved);
    replay.attempts = std::max(replay.attempts, attempts);
    if (!replay.complete || replay.judgement.outcome != Outcome::pass) {
      break;
    }
  }
  return replay;
}

}  // namespace labcheck::judge
