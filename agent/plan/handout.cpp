#include "plan/handout.hpp"

#include <functional>

#include <fmt/format.h>

#include <labcheck/reference.hpp>

#include "plan/binding.hpp"
#include "plan/reference.hpp"

namespace labcheck::plan {
namespace {

using Fill = std::function<Result<std::string>(const Reference&)>;

bool kept_from_candidates(const Parameter& parameter) {
  return parameter.type == ParameterType::nonce || parameter.type == ParameterType::secret;
}

Result<std::string> filled(const std::string& text, const Fill& fill) {
  LABCHECK_TRY_ASSIGN(const auto parsed, parse_template(text));
  auto result = parsed.literals[0];
  for (std::size_t at = 0; at < parsed.references.size(); ++at) {
    LABCHECK_TRY_ASSIGN(const auto value, fill(parsed.references[at]));
    result += value + parsed.literals[at + 1];
  }
  return result;
}

int points_of(const GradedSkill& skill) {
  int sum = 0;
  for (const auto& check : skill.checks) {
    sum += check.points;
  }
  return skill.points > 0 ? skill.points : sum;
}

Result<std::vector<HandoutTask>> tasks_of(const Scenario& scenario, const Fill& fill) {
  std::vector<HandoutTask> tasks;
  for (const auto& skill : scenario.skills) {
    const auto* known = scenario.standard ? scenario.standard->find(scenario.level, skill.code) : nullptr;
    HandoutTask task{
        .code = skill.code, .title = known == nullptr ? Text{} : known->title, .task = {}, .points = points_of(skill)};
    LABCHECK_TRY_ASSIGN(task.task.en, filled(skill.task.en, fill));
    LABCHECK_TRY_ASSIGN(task.task.zh, filled(skill.task.zh, fill));
    tasks.push_back(std::move(task));
  }
  return tasks;
}

const Parameter* find_parameter(const Scenario& scenario, std::string_view name) {
  for (const auto& parameter : scenario.parameters) {
    if (parameter.name == name) {
      return &parameter;
    }
  }
  return nullptr;
}

/// Every value that the sheet may show; an error for one that is still to be drawn.
Result<Parameters> shown_parameters(const Scenario& scenario, const Candidate& candidate) {
  const auto undrawn = assigned_parameters(scenario, candidate,
                                           [](int size) { return std::string(static_cast<std::size_t>(size), 'x'); });
  if (!undrawn.empty()) {
    return failed(ErrorKind::invalid,
                  fmt::format("candidate '{}' has no value for '{}' yet, and a run would draw one that nobody was told "
                              "(draw it first: labcheck assign)",
                              candidate.id, undrawn.begin()->first));
  }
  Scenario told = scenario;
  std::erase_if(told.parameters, kept_from_candidates);
  return draw_parameters(told, candidate, random_text());
}

}  // namespace

std::map<std::string, std::string> assigned_parameters(const Scenario& scenario, const Candidate& candidate,
                                                       const RandomText& random) {
  std::map<std::string, std::string> drawn;
  for (const auto& parameter : scenario.parameters) {
    if (kept_from_candidates(parameter) || parameter.fallback || candidate.parameters.contains(parameter.name)) {
      continue;
    }
    Scenario alone;
    alone.parameters = {parameter};
    if (const auto value = draw_parameters(alone, candidate, random)) {
      drawn[parameter.name] = text_of(value->at(parameter.name));
    }
  }
  return drawn;
}

Result<Handout> handout_for(const Scenario& scenario, const Candidate& candidate) {
  Handout handout{.candidate = candidate.id, .name = candidate.name, .seat = candidate.seat, .title = scenario.title};
  CandidatePlan plan{.candidate = &candidate};
  LABCHECK_TRY_ASSIGN(plan.parameters, shown_parameters(scenario, candidate));
  std::vector<std::string> problems;
  plan.hosts = bind_hosts(candidate, scenario, problems);
  if (!problems.empty()) {
    return failed(ErrorKind::invalid, problems[0]);
  }
  for (const auto& host : plan.hosts) {
    handout.hosts.push_back({.name = host.label, .address = host.address, .proctor = host.proctor});
  }
  for (const auto& parameter : scenario.parameters) {
    if (const auto value = plan.parameters.find(parameter.name); value != plan.parameters.end()) {
      handout.parameters.emplace_back(parameter.name, text_of(value->second));
    }
  }
  const Saved nothing;
  const Scope scope{.plan = plan, .host = "", .saved = nothing};
  const auto fill = [&](const Reference& reference) -> Result<std::string> {
    if (const auto* parameter = find_parameter(scenario, reference.name);
        parameter != nullptr && kept_from_candidates(*parameter)) {
      return fmt::format("<{}>", reference.name);
    }
    LABCHECK_TRY_ASSIGN(const auto value, value_of(reference, scope));
    return text_of(value);
  };
  LABCHECK_TRY_ASSIGN(handout.tasks, tasks_of(scenario, fill));
  return handout;
}

Result<Handout> handout_for_all(const Scenario& scenario) {
  Handout handout{.title = scenario.title};
  for (const auto& role : scenario.roles) {
    for (int index = 0; index < role.count; ++index) {
      handout.hosts.push_back({.name = host_name(role, index), .proctor = role.owner == "proctor"});
    }
  }
  for (const auto& parameter : scenario.parameters) {
    if (!kept_from_candidates(parameter)) {
      handout.parameters.emplace_back(parameter.name, parameter.fallback.value_or(fmt::format("<{}>", parameter.name)));
    }
  }
  const auto fill = [&](const Reference& reference) -> Result<std::string> {
    const auto* parameter = find_parameter(scenario, reference.name);
    const bool known = parameter != nullptr && reference.function.empty() && parameter->fallback;
    return known ? *parameter->fallback : fmt::format("<{}>", reference.name);
  };
  LABCHECK_TRY_ASSIGN(handout.tasks, tasks_of(scenario, fill));
  return handout;
}

}  // namespace labcheck::plan
