#include "judge/totals.hpp"

#include <algorithm>
#include <string>

#include "judge/skill.hpp"

namespace labcheck::judge {

namespace {

using Standards = std::vector<std::shared_ptr<const Standard>>;
using SkillsOfCode = std::vector<const SkillResult*>;

// Codes in the order in which skills first name them.
std::vector<SkillsOfCode> by_code(const CandidateResult& candidate) {
  std::vector<SkillsOfCode> codes;
  for (const auto& skill : candidate.skills) {
    const auto found = std::find_if(codes.begin(), codes.end(), [&](const SkillsOfCode& skills) {
      return skills.front()->level == skill.level && skills.front()->code == skill.code;
    });
    if (found == codes.end()) {
      codes.push_back({&skill});
    } else {
      found->push_back(&skill);
    }
  }
  return codes;
}

Totals totals_of(Verdict verdict, const SkillsOfCode& skills) {
  Totals totals{.pass = verdict == Verdict::pass ? 1 : 0,
                .fail = verdict == Verdict::fail ? 1 : 0,
                .undetermined = verdict == Verdict::undetermined ? 1 : 0,
                .points = {},
                .max_points = {}};
  for (const auto* skill : skills) {
    totals.points.hundredths += skill->points.hundredths;
    totals.max_points.hundredths += skill->max_points.hundredths;
  }
  return totals;
}

const Skill* find_skill(const Standards& standards, const SkillResult& result) {
  for (const auto& standard : standards) {
    if (const auto* skill = standard->find(result.level, result.code)) {
      return skill;
    }
  }
  return nullptr;
}

// A group for every heading that some skill names, in the standard's order.
void add_groups(const char* kind, const Standards& standards, std::vector<Heading> Standard::*headings,
                std::vector<GroupTotals>& groups) {
  for (const auto& standard : standards) {
    for (const auto& heading : (*standard).*headings) {
      const bool known = std::any_of(groups.begin(), groups.end(), [&](const GroupTotals& group) {
        return group.kind == kind && group.id == heading.id;
      });
      if (!known) {
        groups.push_back({.kind = kind, .id = heading.id, .title = heading.title, .totals = {}});
      }
    }
  }
}

void add_to(std::vector<GroupTotals>& groups, const char* kind, const std::string& id, const Totals& totals) {
  if (id.empty()) {
    return;
  }
  auto found = std::find_if(groups.begin(), groups.end(),
                            [&](const GroupTotals& group) { return group.kind == kind && group.id == id; });
  if (found == groups.end()) {
    groups.push_back({.kind = kind, .id = id, .title = {}, .totals = {}});
    found = groups.end() - 1;
  }
  found->totals = found->totals + totals;
}

bool is_empty(const GroupTotals& group) {
  return group.totals.pass + group.totals.fail + group.totals.undetermined == 0;
}

}  // namespace

Totals operator+(Totals left, const Totals& right) {
  left.pass += right.pass;
  left.fail += right.fail;
  left.undetermined += right.undetermined;
  left.points.hundredths += right.points.hundredths;
  left.max_points.hundredths += right.max_points.hundredths;
  return left;
}

void total_up(const Standards& standards, CandidateResult& candidate) {
  candidate.codes.clear();
  candidate.groups.clear();
  candidate.totals = {};
  add_groups("level", standards, &Standard::levels, candidate.groups);
  add_groups("domain", standards, &Standard::domains, candidate.groups);
  add_groups("task", standards, &Standard::tasks, candidate.groups);
  for (const auto& skills : by_code(candidate)) {
    candidate.codes.push_back(fold_code(skills));
    const auto totals = totals_of(candidate.codes.back().verdict, skills);
    candidate.totals = candidate.totals + totals;
    add_to(candidate.groups, "level", skills.front()->level, totals);
    if (const auto* skill = find_skill(standards, *skills.front())) {
      add_to(candidate.groups, "domain", skill->domain, totals);
      add_to(candidate.groups, "task", skill->task, totals);
    }
  }
  candidate.groups.erase(std::remove_if(candidate.groups.begin(), candidate.groups.end(), is_empty),
                         candidate.groups.end());
}

}  // namespace labcheck::judge
