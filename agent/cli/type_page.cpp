#include "cli/type_page.hpp"

#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace labcheck::cli {
namespace {

std::string indented(std::string_view text, std::string_view margin) {
  std::istringstream lines{std::string{text}};
  std::string result;
  for (std::string line; std::getline(lines, line);) {
    result += fmt::format("{}{}\n", margin, line);
  }
  return result;
}

std::string_view where(const CheckType& type) {
  return type.reach == Reach::host ? "A script on the host that `on` names."
                                   : "Spoken by the agent, through the SSH session of the host that `on` names, or "
                                     "straight with `on: agent`.";
}

/// "integer, required", "text, default GET, one of GET POST"
std::string notes_of(const ParameterSpec& parameter, const CheckType& type) {
  std::string notes{to_string(parameter.kind)};
  if (parameter.element != ValueKind::any) {
    notes += fmt::format(" of {}", to_string(parameter.element));
  }
  notes += parameter.name == type.main_parameter ? ", main" : "";
  notes += parameter.required ? ", required" : "";
  notes += parameter.fallback.empty() ? "" : fmt::format(", default {}", parameter.fallback);
  notes += parameter.choices.empty() ? "" : fmt::format(", one of {}", fmt::join(parameter.choices, " "));
  return notes;
}

std::string notes_of(const FactSpec& fact) {
  std::string notes{to_string(fact.kind)};
  if (fact.element != ValueKind::any) {
    notes += fmt::format(" of {}", to_string(fact.element));
  }
  return notes + (fact.per_request ? ", a list when asked several times" : "");
}

std::string text_facts(const std::vector<FactSpec>& facts, std::size_t depth) {
  std::string text;
  for (const auto& fact : facts) {
    text += fmt::format("{:{}}{:<{}} {} ({})\n", "", 2 * depth, fact.name, 18 - 2 * depth, fact.about, notes_of(fact));
    text += text_facts(fact.fields, depth + 1);
  }
  return text;
}

/// A text as a cell of a table.
std::string cell(std::string_view text) {
  std::string escaped;
  for (const char letter : text) {
    escaped += letter == '|' || letter == '<' || letter == '*' ? fmt::format("\\{}", letter) : std::string{letter};
  }
  return escaped;
}

std::string markdown_facts(const std::vector<FactSpec>& facts, const std::string& within) {
  std::string text;
  for (const auto& fact : facts) {
    text += fmt::format("| `{}{}` | {} | {} |\n", within, fact.name, notes_of(fact), cell(fact.about));
    text += markdown_facts(fact.fields, fmt::format("{}{}.", within, fact.name));
  }
  return text;
}

}  // namespace

std::string text_page(const CheckType& type) {
  auto page = fmt::format("{}: {}\n\n{}\n\nParameters\n", type.name, type.about, where(type));
  for (const auto& parameter : type.parameters) {
    page += fmt::format("  {:<16} {} ({})\n", parameter.name, parameter.about, notes_of(parameter, type));
  }
  page += "\nFacts\n" + text_facts(type.facts, 1);
  if (!type.default_expect.empty()) {
    page += "\nExpected unless written otherwise\n" + indented(type.default_expect, "  ");
  }
  return page + "\nExample\n" + indented(type.example, "  ");
}

std::string markdown_page(const CheckType& type) {
  auto page = fmt::format("## {}\n\n{}. {}\n\n", type.name, cell(type.about), where(type));
  if (!type.parameters.empty()) {
    page += "| parameter | kind | |\n|---|---|---|\n";
  }
  for (const auto& parameter : type.parameters) {
    page += fmt::format("| `{}` | {} | {} |\n", parameter.name, cell(notes_of(parameter, type)), cell(parameter.about));
  }
  page += "\n| fact | kind | |\n|---|---|---|\n" + markdown_facts(type.facts, "");
  if (!type.default_expect.empty()) {
    page += fmt::format("\nExpected unless written otherwise:\n\n```yaml\n{}```\n", indented(type.default_expect, ""));
  }
  return page + fmt::format("\n```yaml\n{}```\n", type.example);
}

}  // namespace labcheck::cli
