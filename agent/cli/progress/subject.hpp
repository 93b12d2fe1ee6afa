#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <labcheck/plan.hpp>
#include <labcheck/verdict.hpp>

namespace labcheck::cli {

/// How a candidate's skill stands while the run goes on. It is open until all of its checks have ended (`running`: the
/// first answers are there), then it is judged.
enum class CellState { absent, open, running, pass, fail, error, manual, blocked, waived };
inline constexpr std::size_t cell_states = 9;

/// A column of the table: a skill code, whatever scenarios grade it.
struct SkillColumn {
  std::string level{};
  std::string code{};
  bool operator==(const SkillColumn&) const = default;
};

/// What a view knows of a scenario: the same for all candidates.
struct Subject {
  struct Check {
    std::optional<std::size_t> skill{};  ///< none where only others need it
    bool one_by_one{false};              ///< it waits for those before it; others are asked together
  };
  struct Skill {
    const GradedSkill* skill{nullptr};
    std::size_t column{0};
    std::size_t checks{0};  ///< that are planned
  };

  const Scenario* scenario{nullptr};
  std::map<std::string, std::size_t> places{};  ///< of checks, by id
  std::vector<Check> checks{};
  std::vector<Skill> skills{};
  std::map<std::string, std::vector<std::string>> needs{};
};
using Subjects = std::map<std::string, Subject>;

/// By check of a subject: its outcome once it has ended.
using Ends = std::vector<std::optional<Outcome>>;

/// What a plan asks; columns that are new are added.
Subject subject_of(const CandidatePlan& plan, std::vector<SkillColumn>& columns);

/// The judge's word on a skill whose checks have all ended. The report has more to go by: it decides.
SkillResult judge_now(const Subject& subject, std::size_t skill, const Ends& ends);

/// The same in one sign.
CellState state_of(const SkillResult& result);

}  // namespace labcheck::cli
