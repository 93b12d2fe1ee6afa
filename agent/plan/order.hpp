#pragma once

#include <string>
#include <vector>

#include <labcheck/result.hpp>
#include <labcheck/scenario.hpp>

namespace labcheck::plan {

/// A check with the skill that it belongs to.
struct SkillCheck {
  const GradedSkill* skill{nullptr};
  const Check* check{nullptr};
};

/// The checks of the skills with these codes (empty: of all) and whatever they need, in the order in which they may
/// run: by phase, then as in the file, each after what it needs; one that needs a check of a later phase moves there.
Result<std::vector<SkillCheck>> ordered_checks(const Scenario& scenario, const std::vector<std::string>& codes);

}  // namespace labcheck::plan
