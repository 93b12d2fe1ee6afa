#include "load/scenario.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "input.hpp"
#include "plan/draw.hpp"
#include "plan/plan.hpp"
#include "plan/prepare.hpp"
#include "plan/print.hpp"
#include "support.hpp"
#include "targets.hpp"

namespace labcheck::fuzz {
namespace {

/// The scenario's text, and beside it a small standard and a library file.
load::Sources beside(std::string_view text) {
  static const auto standard = source_file("tests/golden/load/standards/small.yaml");
  static const auto library = source_file("tests/golden/load/library/listens.yaml");
  return [text = std::string{text}](const std::string& path) -> Result<std::optional<std::string>> {
    return path == "input.yaml"             ? std::optional{text}
           : path.ends_with("small.yaml")   ? std::optional{standard}
           : path.ends_with("listens.yaml") ? std::optional{library}
                                            : std::nullopt;
  };
}

/// Somebody who has all the hosts that the scenario asks for.
std::shared_ptr<const Roster> roster_for(const Scenario& scenario) {
  Roster roster;
  Candidate candidate{.id = "c01", .name = "张三", .seat = "A-01"};
  for (const auto& role : scenario.roles) {
    for (int index = 0; index < std::min(role.count, 8); ++index) {
      const auto address = fmt::format("10.0.0.{}", candidate.hosts.size() % 250 + 1);
      candidate.hosts.push_back({.role = role.name, .index = index, .connect_host = address, .address = address});
    }
  }
  roster.candidates.push_back(std::move(candidate));
  return std::make_shared<const Roster>(std::move(roster));
}

void check_scenario(const Scenario& scenario) {
  LABCHECK_HOLDS(!scenario.id.empty() && !scenario.skills.empty() && scenario.standard, "a scenario lacks a part");
  for (const auto& skill : scenario.skills) {
    LABCHECK_HOLDS(skill.points >= 0 && skill.pass.percent >= 0 && skill.pass.percent <= 100, "points out of bounds");
    LABCHECK_HOLDS(scenario.standard->find(scenario.level, skill.code) != nullptr, "a code of no skill");
    for (const auto& check : skill.checks) {
      LABCHECK_HOLDS(check.points >= 0 && !check.id.empty(), "a check lacks a part");
      LABCHECK_HOLDS(check.manual || !check.alternatives.empty(), "a check asks nothing: " + check.id);
    }
  }
}

void prepare_steps(const CandidatePlan& plan, const std::vector<PlannedStep>& steps) {
  for (const auto& step : steps) {
    for (const auto& host : step.hosts) {
      const auto prepared = plan::prepare(plan, step, host, {});
      if (!prepared) {
        check_message(prepared.error().message);
      } else if (const auto* script = std::get_if<Script>(&prepared->request)) {
        LABCHECK_HOLDS(!script->text.empty(), "an empty script");
      }
    }
  }
}

void prepare_all(const CandidatePlan& plan) {
  for (const auto& check : plan.checks) {
    for (const auto& steps : check.alternatives) {
      prepare_steps(plan, steps);
    }
    prepare_steps(plan, check.cleanup);
    prepare_steps(plan, check.restored);
  }
}

}  // namespace

void scenario(std::string_view bytes) {
  const auto loaded = load::load_scenario("input.yaml", beside(bytes), {});
  LABCHECK_HOLDS((loaded.value != nullptr) != has_errors(loaded.diagnostics), "a value in spite of errors, or neither");
  for (const auto& diagnostic : loaded.diagnostics) {
    check_message(diagnostic.message);
  }
  if (!loaded.value) {
    return;
  }
  check_scenario(*loaded.value);
  const auto roster = roster_for(*loaded.value);
  const auto text = [](int size) { return std::string(static_cast<std::size_t>(size), 'x'); };
  auto drawn = plan::draw_parameters(*loaded.value, roster->candidates.front(), text);
  if (!drawn) {
    return check_message(drawn.error().message);
  }
  const std::vector<Draw> draws{{.candidate = "c01", .scenario = loaded.value->id, .parameters = std::move(*drawn)}};
  const auto plan = plan::make_plan({loaded.value}, roster, draws, {});
  if (!plan) {
    return check_message(plan.error().message);
  }
  for (const auto& candidate : plan->candidates) {
    prepare_all(candidate);
  }
  LABCHECK_HOLDS(!plan::print_plan(*plan, Language::zh).empty(), "a plan of nothing");
}

}  // namespace labcheck::fuzz
