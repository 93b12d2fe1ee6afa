#include "qualify/unasked.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "plan/binding.hpp"
#include "qualify/breaks.hpp"

namespace labcheck::qualify {
namespace {

/// What can be done to the thing that a check type asks about.
const std::map<std::string_view, std::vector<const char*>>& ways() {
  static const std::map<std::string_view, std::vector<const char*>> all{
      {"service", {"stop", "disable"}}, {"port", {"close"}},     {"file", {"remove", "empty"}},
      {"user", {"remove", "lock"}},     {"package", {"remove"}}, {"process", {"kill"}},
  };
  return all;
}

/// Whether a `false` or an absence is expected, so that there is nothing to break.
bool expects_absence(const Step& step) {
  return std::any_of(step.expect.begin(), step.expect.end(), [](const auto& member) {
    return member.matcher.kind == MatcherKind::absent || member.matcher.operand.text == "false";
  });
}

/// The first host that the step asks, or an empty text when that is decided in the run.
std::string first_host(const Step& step, const Scenario& scenario) {
  const auto* role = scenario.find_role(step.on.role);
  if (role == nullptr || role->owner == "proctor") {
    return {};
  }
  return plan::host_name(*role, step.on.index.value_or(0));
}

std::string row_name(const std::string& subject, const std::string& action, const std::string& host) {
  return fmt::format("{} {} on {}", action, subject, host);
}

void add_faults(const Step& step, const Check& check, const GradedSkill& skill, const Scenario& scenario,
                std::set<std::string>& names, std::vector<Row>& rows) {
  const auto way = ways().find(step.type->name);
  const auto host = first_host(step, scenario);
  const auto subject = step.parameters.find(std::string{step.type->main_parameter});
  if (way == ways().end() || host.empty() || subject == step.parameters.end() || expects_absence(step) ||
      step.changes.value_or(false) || check.phase != Phase::read) {
    return;
  }
  for (const auto* action : way->second) {
    Node described{.kind = Node::Kind::map, .place = step.place};
    Node verb{.kind = Node::Kind::scalar, .text = action};
    described.entries.push_back({.key = std::string{step.type->name}, .value = subject->second});
    described.entries.push_back({.key = "do", .value = std::move(verb)});
    const auto script = break_script(described);
    const auto name = row_name(fmt::format("{} {}", step.type->name, subject->second.text), action, host);
    if (script && names.insert(name).second) {
      rows.push_back({.kind = RowKind::unasked,
                      .name = name,
                      .hosts = {host},
                      .script = *script,
                      .codes = {skill.code},
                      .place = step.place});
    }
  }
}

}  // namespace

std::vector<Row> unasked_faults(const Scenario& scenario) {
  std::set<std::string> names;
  std::vector<Row> rows;
  for (const auto& skill : scenario.skills) {
    for (const auto& check : skill.checks) {
      for (const auto& steps : check.alternatives) {
        for (const auto& step : steps) {
          if (step.type != nullptr && !check.any_of) {
            add_faults(step, check, skill, scenario, names, rows);
          }
        }
      }
    }
  }
  return rows;
}

}  // namespace labcheck::qualify
