#include "plan/plan.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include <labcheck/secret.hpp>
#include <labcheck/spelling.hpp>

#include "plan/binding.hpp"
#include "plan/order.hpp"
#include "plan/steps.hpp"

namespace labcheck::plan {
namespace {

using Scenarios = std::vector<std::shared_ptr<const Scenario>>;

bool contains(const std::vector<std::string>& texts, const std::string& text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

void find_unknown_selections(const Selection& selection, const Scenarios& scenarios, const Roster& roster,
                             std::vector<std::string>& problems) {
  std::vector<std::string> ids;
  for (const auto& candidate : roster.candidates) {
    ids.push_back(candidate.id);
  }
  for (const auto& id : selection.candidates) {
    if (!contains(ids, id)) {
      problems.push_back(fmt::format("unknown candidate '{}'{}", id, did_you_mean(id, ids)));
    }
  }
  std::vector<std::string> codes;
  for (const auto& scenario : scenarios) {
    for (const auto& skill : scenario->skills) {
      codes.push_back(skill.code);
    }
  }
  for (const auto& code : selection.codes) {
    if (!contains(codes, code)) {
      problems.push_back(
          fmt::format("skill '{}' is graded by no scenario of this run{}", code, did_you_mean(code, codes)));
    }
  }
}

/// Those of the asked codes that a scenario grades, in the order in which they were asked.
std::vector<std::string> codes_in(const Scenario& scenario, const std::vector<std::string>& asked) {
  std::vector<std::string> codes;
  for (const auto& code : asked) {
    const bool graded = std::any_of(scenario.skills.begin(), scenario.skills.end(),
                                    [&](const GradedSkill& skill) { return skill.code == code; });
    if (graded && !contains(codes, code)) {
      codes.push_back(code);
    }
  }
  return codes;
}

/// A secret is the roster's: out of a ledger there is only its mask, in the draw as in the roster.
Value secret_of(const Parameter& parameter, const Candidate& candidate, const Value* drawn) {
  if (const auto given = candidate.parameters.find(parameter.name); given != candidate.parameters.end()) {
    return given->second;
  }
  if (drawn != nullptr && *drawn != secret_mask) {
    return *drawn;
  }
  return parameter.fallback.value_or(std::string{secret_mask});
}

Parameters values_of(const Scenario& scenario, const Candidate& candidate, const Draw* draw,
                     std::vector<std::string>& problems) {
  Parameters values;
  for (const auto& parameter : scenario.parameters) {
    const Value* drawn = nullptr;
    if (draw != nullptr && draw->parameters.contains(parameter.name)) {
      drawn = &draw->parameters.at(parameter.name);
    }
    if (parameter.type == ParameterType::secret) {
      values[parameter.name] = secret_of(parameter, candidate, drawn);
    } else if (drawn != nullptr) {
      values[parameter.name] = *drawn;
    } else {
      problems.push_back(fmt::format("{}: parameter '{}' of scenario '{}' has no value for candidate '{}'",
                                     to_string(parameter.place), parameter.name, scenario.id, candidate.id));
    }
  }
  return values;
}

const Draw* find_draw(const std::vector<Draw>& draws, const std::string& candidate, const std::string& scenario) {
  const auto found = std::find_if(draws.begin(), draws.end(), [&](const Draw& draw) {
    return draw.candidate == candidate && draw.scenario == scenario;
  });
  return found == draws.end() ? nullptr : &*found;
}

CandidatePlan plan_candidate(const Candidate& candidate, const std::shared_ptr<const Scenario>& scenario,
                             const std::vector<Draw>& draws, std::vector<std::string> codes,
                             std::vector<std::string>& problems) {
  const auto known_problems = problems.size();
  CandidatePlan plan{.candidate = &candidate, .scenario = scenario};
  plan.selected_codes = std::move(codes);
  plan.hosts = bind_hosts(candidate, *scenario, problems);
  plan.parameters = values_of(*scenario, candidate, find_draw(draws, candidate.id, scenario->id), problems);
  const auto checks = ordered_checks(*scenario, plan.selected_codes);
  if (!checks) {
    problems.push_back(checks.error().message);
  }
  if (problems.size() > known_problems) {
    return plan;
  }
  for (const auto& check : *checks) {
    auto planned = plan_check(check, plan);
    if (planned) {
      plan.checks.push_back(std::move(*planned));
    } else {
      problems.push_back(planned.error().message);
    }
  }
  return plan;
}

/// A trouble of the scenario itself is found again for each candidate, but told once.
std::string told_once(const std::vector<std::string>& problems) {
  std::set<std::string> told;
  std::string text;
  for (const auto& problem : problems) {
    if (told.insert(problem).second) {
      text += (text.empty() ? "" : "\n") + problem;
    }
  }
  return text;
}

}  // namespace

Result<Plan> make_plan(std::vector<std::shared_ptr<const Scenario>> scenarios, std::shared_ptr<const Roster> roster,
                       const std::vector<Draw>& draws, const Selection& selection) {
  std::vector<std::string> problems;
  find_unknown_selections(selection, scenarios, *roster, problems);
  Plan plan{.roster = std::move(roster)};
  for (const auto& candidate : plan.roster->candidates) {
    if (!selection.candidates.empty() && !contains(selection.candidates, candidate.id)) {
      continue;
    }
    find_unknown_roles(candidate, scenarios, problems);
    for (const auto& scenario : scenarios) {
      auto codes = codes_in(*scenario, selection.codes);
      if (selection.codes.empty() || !codes.empty()) {
        plan.candidates.push_back(plan_candidate(candidate, scenario, draws, std::move(codes), problems));
      }
    }
  }
  if (!problems.empty()) {
    return failed(ErrorKind::invalid, told_once(problems));
  }
  return plan;
}

}  // namespace labcheck::plan
