#include "load/scenario/lint.hpp"

#include <fmt/format.h>

#include <labcheck/reading.hpp>
#include <labcheck/reference.hpp>

namespace labcheck::load {

namespace {

void collect_texts(const Node& operand, std::vector<std::string>& texts) {
  if (operand.is_scalar() && !has_references(operand.text) && !read_plain(operand).is_boolean()) {
    texts.push_back(operand.text);
  }
  for (const auto& item : operand.items) {
    collect_texts(item, texts);
  }
}

/// The literal texts that a matcher wants, those under `not` left out.
void collect_expected(const Matcher& matcher, std::vector<std::string>& texts) {
  if (matcher.kind == MatcherKind::not_) {
    return;
  }
  collect_texts(matcher.operand, texts);
  for (const auto& child : matcher.children) {
    collect_expected(child, texts);
  }
  for (const auto& member : matcher.members) {
    collect_expected(member.matcher, texts);
  }
}

void lint_hint(const Check& check, Findings& findings) {
  std::vector<std::string> expected;
  for (const auto& steps : check.alternatives) {
    for (const auto& step : steps) {
      for (const auto& member : step.expect) {
        collect_expected(member.matcher, expected);
      }
    }
  }
  for (const auto& text : expected) {
    if (text.size() >= 3 &&
        (check.hint.en.find(text) != std::string::npos || check.hint.zh.find(text) != std::string::npos)) {
      findings.warning(check.place, fmt::format("the hint of check '{}' gives the expected '{}' away", check.id, text));
      return;
    }
  }
}

void lint_text(const Text& text, const std::string& what, const Place& place, Findings& findings) {
  if (text.empty()) {
    return;
  }
  for (const auto& [missing, language] :
       {std::pair{text.en.empty(), "English (en)"}, std::pair{text.zh.empty(), "Chinese (zh)"}}) {
    if (missing) {
      findings.warning(place, fmt::format("{} has no {} text", what, language));
    }
  }
}

void lint_check(const Check& check, Findings& findings) {
  if (check.title.empty()) {
    findings.warning(check.place, fmt::format("check '{}' has no title", check.id));
  }
  lint_text(check.title, fmt::format("the title of check '{}'", check.id), check.place, findings);
  lint_text(check.hint, fmt::format("the hint of check '{}'", check.id), check.place, findings);
  lint_hint(check, findings);
}

/// A service that nobody speaks to: what its host says of it is all there is, though its behaviour could be seen.
void lint_vantage(const GradedSkill& skill, Findings& findings) {
  bool serves = false;
  for (const auto& check : skill.checks) {
    for (const auto& steps : check.alternatives) {
      for (const auto& step : steps) {
        if (step.type == nullptr || step.type->reach == Reach::protocol) {
          return;
        }
        serves = serves || step.type->name == "service" || step.type->name == "port";
      }
    }
  }
  if (serves) {
    findings.warning(skill.place,
                     fmt::format("skill {} is seen from its own hosts only: no check speaks to the service", skill.code));
  }
}

}  // namespace

void lint(Context& context) {
  auto& findings = context.findings;
  const auto& scenario = context.scenario;
  for (const auto& role : scenario.roles) {
    if (!context.used.contains(role.name)) {
      findings.warning(role.place, fmt::format("role '{}' is never used", role.name));
    }
  }
  for (const auto& parameter : scenario.parameters) {
    if (!context.used.contains(parameter.name)) {
      findings.warning(parameter.place, fmt::format("parameter '{}' is never used", parameter.name));
    }
  }
  for (const auto& skill : scenario.skills) {
    lint_text(skill.task, fmt::format("the task of skill '{}'", skill.code), skill.place, findings);
    lint_vantage(skill, findings);
    for (const auto& check : skill.checks) {
      lint_check(check, findings);
    }
  }
}

}  // namespace labcheck::load
