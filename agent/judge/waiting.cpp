#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <labcheck/reading.hpp>

#include "judge/step.hpp"

namespace labcheck::judge {

Duration ended_at(const std::vector<const Observation*>& first, const std::vector<const Observation*>& attempt) {
  if (first.empty() || attempt.empty()) {
    return Duration{0};
  }
  Time began = first.front()->answer.started;
  for (const auto* observation : first) {
    began = std::min(began, observation->answer.started);
  }
  Duration end{0};
  for (const auto* observation : attempt) {
    end = std::max(end, observation->answer.started + observation->answer.elapsed - began);
  }
  return end;
}

bool Waiting::again(AttemptJudgement judgement, Duration at) {
  ++attempts_;
  at = std::max(at, Duration{0});
  last_ = std::move(judgement);
  return last_.outcome == Outcome::pass ? again_after_pass(at) : again_after_trouble(at);
}

bool Waiting::again_after_pass(Duration at) {
  if (!holding_since_) {
    holding_since_ = at;
  }
  return at - *holding_since_ < step_.hold;
}

// An error while holding ends the holding as a fail does: nobody saw that it held.
bool Waiting::again_after_trouble(Duration at) {
  const auto held_since = std::exchange(holding_since_, std::nullopt);
  if (last_.outcome == Outcome::fail && last_.give_up) {
    return false;
  }
  if (at + step_.every <= step_.within) {
    return true;
  }
  if (held_since && last_.outcome == Outcome::fail) {
    last_.why = fmt::format("held only {} of {}: {}", to_string(at - *held_since), to_string(step_.hold), last_.why);
  }
  return false;
}

}  // namespace labcheck::judge
