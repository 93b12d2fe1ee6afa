#pragma once

#include <optional>
#include <vector>

#include <labcheck/plan.hpp>
#include <labcheck/verdict.hpp>

namespace labcheck::judge {

/// One attempt at a step, on all of its hosts, folded by its selector. Outcome is pass, fail or error.
struct AttemptJudgement {
  Outcome outcome{Outcome::error};
  std::string why{};
  std::string expected{};
  std::string actual{};
  bool give_up{false};
  Saved saved{};  ///< `so_far` plus what this step saves and binds
};

/// `answers`: one observation for each host asked, found by the host's name. `plan` must be without secrets.
AttemptJudgement judge_attempt(const CandidatePlan& plan, const PlannedStep& step,
                               const std::vector<const Observation*>& answers, const Saved& so_far);

/// When an attempt ended, counted from the start of the step's first attempt: by the recorded times, so that waiting
/// decides alike while observing and when judged again.
Duration ended_at(const std::vector<const Observation*>& first, const std::vector<const Observation*>& attempt);

/// When to stop asking: the rules of within, hold and give_up, shared by observing and by judging again.
class Waiting {
 public:
  explicit Waiting(const PlannedStep& step) : step_{step} {}

  /// Takes the judgement of an attempt that ended `at` after the step began. True: ask again after `every`.
  bool again(AttemptJudgement judgement, Duration at);
  /// The step's judgement: of the attempt that decided.
  const AttemptJudgement& result() const { return last_; }
  int attempts() const { return attempts_; }

 private:
  bool again_after_pass(Duration at);
  bool again_after_trouble(Duration at);

  const PlannedStep& step_;
  AttemptJudgement last_{};
  std::optional<Duration> holding_since_{};
  int attempts_{0};
};

}  // namespace labcheck::judge
