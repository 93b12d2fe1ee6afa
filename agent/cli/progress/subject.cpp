#include "cli/progress/subject.hpp"

#include <algorithm>

#include "judge/skill.hpp"

namespace labcheck::cli {
namespace {

std::size_t column_of(const std::string& level, const std::string& code, std::vector<SkillColumn>& columns) {
  const SkillColumn wanted{.level = level, .code = code};
  const auto found = std::find(columns.begin(), columns.end(), wanted);
  const auto place = static_cast<std::size_t>(found - columns.begin());
  if (found == columns.end()) {
    columns.push_back(wanted);
  }
  return place;
}

bool is_selected(const CandidatePlan& plan, const std::string& code) {
  const auto& codes = plan.selected_codes;
  return codes.empty() || std::find(codes.begin(), codes.end(), code) != codes.end();
}

void add_skills(const CandidatePlan& plan, std::vector<SkillColumn>& columns, Subject& subject) {
  for (const auto& skill : plan.scenario->skills) {
    if (!is_selected(plan, skill.code)) {
      continue;
    }
    Subject::Skill added{.skill = &skill, .column = column_of(plan.scenario->level, skill.code, columns)};
    for (const auto& check : skill.checks) {
      if (const auto found = subject.places.find(check.id); found != subject.places.end()) {
        subject.checks[found->second].skill = subject.skills.size();
        ++added.checks;
      }
    }
    subject.skills.push_back(added);
  }
}

/// Outcomes of a check and of all that could have blocked it.
void collect(const Subject& subject, const Ends& ends, const std::string& check,
             std::map<std::string, Outcome>& outcomes) {
  const auto found = subject.places.find(check);
  if (found == subject.places.end() || !ends[found->second] || !outcomes.emplace(check, *ends[found->second]).second) {
    return;
  }
  if (*ends[found->second] == Outcome::blocked) {
    for (const auto& need : subject.needs.at(check)) {
      collect(subject, ends, need, outcomes);
    }
  }
}

}  // namespace

Subject subject_of(const CandidatePlan& plan, std::vector<SkillColumn>& columns) {
  Subject subject;
  subject.scenario = plan.scenario.get();
  for (const auto& planned : plan.checks) {
    const auto& check = *planned.check;
    bool one_by_one = check.phase != Phase::read;
    // The plan has each check behind those that it needs.
    for (const auto& need : check.needs) {
      const auto found = subject.places.find(need);
      one_by_one = one_by_one || (found != subject.places.end() && subject.checks[found->second].one_by_one);
    }
    subject.places.emplace(check.id, subject.checks.size());
    subject.needs.emplace(check.id, check.needs);
    subject.checks.push_back({.skill = {}, .one_by_one = one_by_one});
  }
  add_skills(plan, columns, subject);
  return subject;
}

SkillResult judge_now(const Subject& subject, std::size_t skill, const Ends& ends) {
  const auto& graded = *subject.skills[skill].skill;
  SkillResult result;
  result.scenario = subject.scenario->id;
  result.level = subject.scenario->level;
  result.code = graded.code;
  std::map<std::string, Outcome> outcomes;
  for (const auto& check : graded.checks) {
    collect(subject, ends, check.id, outcomes);
    const auto found = outcomes.find(check.id);
    CheckResult ended;
    ended.id = check.id;
    ended.optional = check.optional;
    ended.outcome = found == outcomes.end() ? Outcome::error : found->second;
    result.checks.push_back(std::move(ended));
  }
  judge::judge_skill(graded, outcomes, subject.needs, result);
  return result;
}

CellState state_of(const SkillResult& result) {
  const auto any = [&](Outcome outcome) {
    return std::any_of(result.checks.begin(), result.checks.end(),
                       [&](const CheckResult& check) { return check.outcome == outcome; });
  };
  if (result.verdict != Verdict::undetermined) {
    return result.verdict == Verdict::pass ? CellState::pass : CellState::fail;
  }
  return result.only_manual_open ? CellState::manual
         : any(Outcome::error)   ? CellState::error
         : any(Outcome::blocked) ? CellState::blocked
         : any(Outcome::manual)  ? CellState::manual
                                 : CellState::waived;
}

}  // namespace labcheck::cli
