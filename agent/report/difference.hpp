#pragma once

#include <string>
#include <vector>

#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

#include "report/report.hpp"

namespace labcheck::report {

/// A check that came out otherwise. An empty outcome: it wasn't there.
struct CheckDifference {
  std::string id{};
  std::string before{};
  std::string after{};
  std::string why_before{};
  std::string why_after{};
};

/// A skill of one candidate that came out otherwise: its verdict, its points, or some of its checks. An empty verdict: it
/// wasn't there.
struct SkillDifference {
  std::string candidate{};
  std::string name{};
  std::string scenario{};
  std::string level{};
  std::string code{};
  std::string before{};
  std::string after{};
  double points_before{0};
  double points_after{0};
  std::vector<CheckDifference> checks{};
};

/// Compares two results as the JSON report has them (`labcheck.result/1`), by candidate and skill, in the order of the
/// later one; what only the earlier one has comes last. Fails when one of them is no such result.
Result<std::vector<SkillDifference>> differences(const Value& before, const Value& after);

std::string differences_as_text(const std::vector<SkillDifference>& differences, Language language);
/// `{"schema": "labcheck.diff/1", "differences": […]}`, one entry a skill.
std::string differences_as_json(const std::vector<SkillDifference>& differences);

}  // namespace labcheck::report
