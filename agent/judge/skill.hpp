#pragma once

#include <map>
#include <string>
#include <vector>

#include <labcheck/scenario.hpp>
#include <labcheck/verdict.hpp>

namespace labcheck::judge {

/// A check's outcome as its skill sees it: a blocked check counts as what blocked it did, others as they are.
/// `outcomes`: of all checks of the scenario, by id; `needs`: what each of them needs.
Outcome counted(const std::string& check, const std::map<std::string, Outcome>& outcomes,
                const std::map<std::string, std::vector<std::string>>& needs);

/// Deals a skill's points out among its checks (waived and not applicable ones aside) and judges the skill from their
/// outcomes: fills points, max_points, verdict, cause, only_manual_open and vantages of `result`, whose checks are in
/// the order of `skill.checks`. To be called again when a person changed an outcome.
void judge_skill(const GradedSkill& skill, const std::map<std::string, Outcome>& outcomes,
                 const std::map<std::string, std::vector<std::string>>& needs, SkillResult& result);

/// Several results of one skill code folded into the line that counts.
CodeResult fold_code(const std::vector<const SkillResult*>& skills);

}  // namespace labcheck::judge
