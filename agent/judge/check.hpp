#pragma once

#include <map>
#include <string>
#include <vector>

#include <labcheck/plan.hpp>
#include <labcheck/verdict.hpp>

namespace labcheck::judge {

/// Everything recorded of one check of one candidate.
struct CheckRecord {
  std::vector<const Observation*> observations{};
  const CheckEnd* end{nullptr};  ///< nullptr: never ended
};

/// Judges a check by replaying its attempts. `needs`: outcomes of the checks it needs, by id.
CheckResult judge_check(const CandidatePlan& plan, const PlannedCheck& check, const CheckRecord& record,
                        const std::map<std::string, Outcome>& needs);

/// Why this check isn't asked at all (a needed check did not pass), or an empty text.
std::string blocked_by(const Check& check, const std::map<std::string, Outcome>& needs);

}  // namespace labcheck::judge
