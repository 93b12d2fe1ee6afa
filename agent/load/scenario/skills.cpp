#include "load/scenario/skills.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <labcheck/reading.hpp>
#include <labcheck/reference.hpp>
#include <labcheck/spelling.hpp>

#include "load/scenario/checks.hpp"
#include "load/scenario/references.hpp"

namespace labcheck::load {

namespace {

void check_code(const std::string& code, const Place& place, const Context& context) {
  const auto& scenario = context.scenario;
  if (code.empty() || scenario.standard == nullptr || scenario.level.empty() ||
      scenario.standard->find(scenario.level, code) != nullptr) {
    return;
  }
  std::vector<std::string> codes;
  std::vector<std::string> levels;
  for (const auto& skill : scenario.standard->skills) {
    if (skill.level == scenario.level) {
      codes.push_back(skill.code);
    } else if (skill.code == code) {
      levels.push_back(skill.level);
    }
  }
  context.findings.error(place, levels.empty() ? fmt::format("unknown skill code '{}' in level '{}'{}", code,
                                                             scenario.level, did_you_mean(code, codes))
                                               : fmt::format("skill code '{}' is not of level '{}' (it is of {})", code,
                                                             scenario.level, fmt::join(levels, " and ")));
}

PassRule read_pass(Fields& fields, Findings& findings) {
  const auto text = fields.text("pass", false);
  if (text.empty() || text == "all") {
    return {};
  }
  const auto percent = read_number<int>(text.substr(0, text.size() - 1), "percentage");
  if (!text.ends_with('%') || !percent || *percent < 1 || *percent > 100) {
    findings.error(fields.entry("pass")->value.place, fmt::format("'pass' must be all or 1%-100%, found '{}'", text));
    return {};
  }
  return {.all = false, .percent = percent->get<int>()};
}

/// What the candidate reads: no nonce, which is never shown beforehand, and nothing of a step's own.
void check_task(const Text& task, const Place& place, Context& context) {
  for (const auto& text : {task.en, task.zh}) {
    const auto parsed = parse_template(text);
    if (!parsed) {
      context.findings.error(place, fmt::format("'task': {}", parsed.error().message));
      continue;
    }
    for (const auto& reference : parsed->references) {
      const auto* parameter = context.find_parameter(reference.name);
      if (parameter != nullptr && parameter->type == ParameterType::nonce) {
        context.findings.error(
            place, fmt::format("'task': '${{{}}}' is a nonce, which no candidate may see beforehand", reference.name));
      } else if (reference.name.starts_with("host.")) {
        context.findings.error(place, fmt::format("'task': '${{{}}}' stands for no host here", reference.name));
      } else {
        check_references("${" + reference.name + "}", place, context, {});
      }
    }
  }
}

void read_checks(const Entry& list, GradedSkill& skill, Context& context) {
  if (!list.value.is_sequence() || list.value.items.empty()) {
    const bool empty = list.value.is_sequence() || list.value.is_null();
    context.findings.error(empty ? list.key_place : list.value.place,
                           empty ? fmt::format("skill '{}' has no check", skill.code)
                                 : fmt::format("'checks' must be a list of checks, found {}", found(list.value)));
    return;
  }
  for (const auto& item : list.value.items) {
    if (auto check = read_check(item, context)) {
      skill.checks.push_back(std::move(*check));
    }
  }
}

void read_skill(const Node& node, Context& context) {
  auto& findings = context.findings;
  Fields fields{node, "skill", {"code", "points", "pass", "task", "checks"}, findings};
  if (!fields.is_map()) {
    return;
  }
  GradedSkill skill{.code = fields.text("code", true), .place = node.place};
  if (const auto* code = fields.entry("code")) {
    check_code(skill.code, code->value.place, context);
    const auto& others = context.scenario.skills;
    const bool again =
        std::any_of(others.begin(), others.end(), [&](const GradedSkill& other) { return other.code == skill.code; });
    if (again && !skill.code.empty()) {
      findings.error(code->value.place, fmt::format("skill '{}' is graded twice in this scenario", skill.code));
    }
  }
  skill.points = fields.points("points").value_or(0);
  skill.pass = read_pass(fields, findings);
  skill.task = fields.bilingual("task", false);
  if (const auto* task = fields.entry("task")) {
    check_task(skill.task, task->value.place, context);
  }
  if (const auto* checks = fields.entry("checks")) {
    read_checks(*checks, skill, context);
  } else {
    findings.error(node.place, fmt::format("skill '{}' has no check", skill.code));
  }
  context.scenario.skills.push_back(std::move(skill));
}

}  // namespace

void read_skills(const Entry& skills, Context& context) {
  if (!skills.value.is_sequence() || skills.value.items.empty()) {
    context.findings.error(skills.value.is_sequence() ? skills.key_place : skills.value.place,
                           fmt::format("'skills' must be a list of skills, found {}",
                                       skills.value.is_sequence() ? "an empty one" : found(skills.value)));
    return;
  }
  for (const auto& item : skills.value.items) {
    read_skill(item, context);
  }
}

}  // namespace labcheck::load
