#include "judge/skill.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "judge/points.hpp"

namespace labcheck::judge {

namespace {

using Outcomes = std::map<std::string, Outcome>;
using Needs = std::map<std::string, std::vector<std::string>>;

bool left_out(Outcome outcome) {
  return outcome == Outcome::waived || outcome == Outcome::not_applicable;
}
bool is_open(Outcome outcome) {
  return outcome == Outcome::error || outcome == Outcome::manual;
}

Outcome counted_from(const std::string& check, const Outcomes& outcomes, const Needs& needs,
                     std::set<std::string>& seen) {
  const auto found = outcomes.find(check);
  if (found == outcomes.end() || found->second != Outcome::blocked) {
    return found == outcomes.end() ? Outcome::error : found->second;
  }
  const auto needed = needs.find(check);
  if (needed == needs.end() || !seen.insert(check).second) {
    return Outcome::error;
  }
  for (const auto& need : needed->second) {
    if (counted_from(need, outcomes, needs, seen) == Outcome::fail) {
      return Outcome::fail;
    }
  }
  return Outcome::error;
}

/// What one check brings to its skill.
struct Share {
  const CheckResult* check{nullptr};
  Outcome outcome{Outcome::error};  ///< as counted
  std::int64_t weight{0};           ///< 0 when left out
  bool decides_all{true};           ///< under `pass: all`
};

// Checks that are all worth nothing share alike.
std::vector<Share> shares_of(const GradedSkill& skill, const Outcomes& outcomes, const Needs& needs,
                             const SkillResult& result) {
  std::vector<Share> shares;
  std::int64_t sum = 0;
  for (std::size_t at = 0; at < result.checks.size(); ++at) {
    const auto& check = result.checks[at];
    const auto outcome = counted(check.id, outcomes, needs);
    const bool out = left_out(outcome);
    const std::int64_t weight = out ? 0 : skill.checks[at].points;
    shares.push_back({.check = &check, .outcome = outcome, .weight = weight, .decides_all = !out && !check.optional});
    sum += weight;
  }
  for (auto& share : shares) {
    share.weight = sum == 0 && !left_out(share.outcome) ? 1 : share.weight;
  }
  return shares;
}

std::int64_t total_points(const GradedSkill& skill, const SkillResult& result) {
  if (skill.points > 0) {
    return skill.points;
  }
  std::int64_t sum = 0;
  for (std::size_t at = 0; at < result.checks.size(); ++at) {
    sum += left_out(result.checks[at].outcome) ? 0 : skill.checks[at].points;
  }
  return sum;
}

void give_points(const GradedSkill& skill, const std::vector<Share>& shares, SkillResult& result) {
  std::vector<std::int64_t> weights;
  for (const auto& share : shares) {
    weights.push_back(share.weight);
  }
  const auto dealt = deal(total_points(skill, result), weights);
  result.points = {};
  result.max_points = {};
  for (std::size_t at = 0; at < dealt.size(); ++at) {
    auto& check = result.checks[at];
    check.max_points = dealt[at];
    check.points = check.outcome == Outcome::pass ? dealt[at] : Points{};
    result.points.hundredths += check.points.hundredths;
    result.max_points.hundredths += check.max_points.hundredths;
  }
}

std::string_view state_words(Outcome outcome, Outcome as_counted) {
  switch (outcome) {
    case Outcome::fail:
      return "failed";
    case Outcome::manual:
      return "awaits a person";
    case Outcome::blocked:
      return as_counted == Outcome::fail ? "was blocked by a failed check" : "was blocked by an open check";
    default:
      return "could not be judged";
  }
}

std::string words_of(const std::vector<Share>& shares, bool failed, bool deciding_only) {
  std::string words;
  for (const auto& share : shares) {
    const bool wanted = failed ? share.outcome == Outcome::fail : is_open(share.outcome);
    if (wanted && share.weight >= 0 && (share.decides_all || !deciding_only) && !left_out(share.outcome)) {
      words += fmt::format("{}'{}' {}", words.empty() ? "" : ", ", share.check->id,
                           state_words(share.check->outcome, share.outcome));
    }
  }
  return words;
}

bool only_people_open(const std::vector<Share>& shares, bool deciding_only) {
  return std::all_of(shares.begin(), shares.end(), [&](const Share& share) {
    return !is_open(share.outcome) || (deciding_only && !share.decides_all) || share.check->outcome == Outcome::manual;
  });
}

void judge_all(const std::vector<Share>& shares, SkillResult& result) {
  const auto any = [&](auto&& wanted) {
    return std::any_of(shares.begin(), shares.end(),
                       [&](const Share& share) { return share.decides_all && wanted(share); });
  };
  if (!any([](const Share&) { return true; })) {
    result.cause = "nothing is left to judge";
  } else if (any([](const Share& share) { return share.outcome == Outcome::fail; })) {
    result.verdict = Verdict::fail;
    result.cause = words_of(shares, true, true);
  } else if (any([](const Share& share) { return is_open(share.outcome); })) {
    result.cause = words_of(shares, false, true);
    result.only_manual_open = only_people_open(shares, true);
  } else {
    result.verdict = Verdict::pass;
  }
}

void judge_share(int percent, const std::vector<Share>& shares, SkillResult& result) {
  std::int64_t total = 0;
  std::int64_t earned = 0;
  std::int64_t open = 0;
  for (const auto& share : shares) {
    total += share.weight;
    earned += share.outcome == Outcome::pass ? share.weight : 0;
    open += is_open(share.outcome) ? share.weight : 0;
  }
  if (total == 0) {
    result.cause = "nothing is left to judge";
  } else if (earned * 100 >= percent * total) {
    result.verdict = Verdict::pass;
  } else if ((earned + open) * 100 < percent * total) {
    result.verdict = Verdict::fail;
    result.cause =
        fmt::format("{} of {} points earned, {}% needed: {}", earned, total, percent, words_of(shares, true, false));
  } else {
    result.cause =
        fmt::format("{} of {} points earned, {}% needed: {}", earned, total, percent, words_of(shares, false, false));
    result.only_manual_open = only_people_open(shares, false);
  }
}

void add_vantages(SkillResult& result) {
  std::set<Vantage> seen;
  for (const auto& check : result.checks) {
    if (!check.observations.empty() && check.outcome != Outcome::blocked) {
      seen.insert(check.vantage);
    }
  }
  result.vantages.assign(seen.begin(), seen.end());
}

}  // namespace

Outcome counted(const std::string& check, const Outcomes& outcomes, const Needs& needs) {
  std::set<std::string> seen;
  return counted_from(check, outcomes, needs, seen);
}

void judge_skill(const GradedSkill& skill, const Outcomes& outcomes, const Needs& needs, SkillResult& result) {
  const auto shares = shares_of(skill, outcomes, needs, result);
  result.verdict = Verdict::undetermined;
  result.cause.clear();
  result.only_manual_open = false;
  give_points(skill, shares, result);
  if (skill.pass.all) {
    judge_all(shares, result);
  } else {
    judge_share(skill.pass.percent, shares, result);
  }
  add_vantages(result);
}

CodeResult fold_code(const std::vector<const SkillResult*>& skills) {
  CodeResult code;
  if (skills.empty()) {
    return code;
  }
  const auto any = [&](Verdict verdict) {
    return std::any_of(skills.begin(), skills.end(), [&](const auto* skill) { return skill->verdict == verdict; });
  };
  code.level = skills.front()->level;
  code.code = skills.front()->code;
  code.title = skills.front()->title;
  code.verdict = any(Verdict::fail)           ? Verdict::fail
                 : any(Verdict::undetermined) ? Verdict::undetermined
                                              : Verdict::pass;
  code.only_manual_open = code.verdict == Verdict::undetermined;
  for (const auto* skill : skills) {
    if (skill->verdict != code.verdict) {
      continue;
    }
    code.only_manual_open = code.only_manual_open && skill->only_manual_open;
    if (!skill->cause.empty()) {
      code.cause += (code.cause.empty() ? "" : "; ") + (skills.size() > 1 ? skill->scenario + ": " : "") + skill->cause;
    }
  }
  return code;
}

}  // namespace labcheck::judge
