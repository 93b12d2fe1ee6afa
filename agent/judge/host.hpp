#pragma once

#include <string>

#include <labcheck/plan.hpp>
#include <labcheck/verdict.hpp>

namespace labcheck::judge {

/// What one host's answer says of a step: pass, fail or error, and the facts that were read.
struct HostJudgement {
  std::string host{};
  Outcome outcome{Outcome::error};
  std::string why{};  ///< with the host's name in front
  std::string expected{};
  std::string actual{};
  bool gave_up{false};  ///< the step's `give_up` holds
  Value facts = nullptr;
};

/// Judges one host's answer; `observation` is nullptr when the host gave none.
HostJudgement judge_host(const CandidatePlan& plan, const PlannedStep& step, const std::string& host,
                         const Observation* observation, const Saved& saved);

}  // namespace labcheck::judge
