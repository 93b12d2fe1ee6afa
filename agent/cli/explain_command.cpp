#include <algorithm>
#include <iostream>
#include <sstream>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>
#include <labcheck/spelling.hpp>

#include "cli/commands.hpp"

namespace labcheck::cli {
namespace {

struct ExplainOptions {
  std::string topic{};
};

void describe(CLI::App& command, ExplainOptions& options) {
  command.add_option("type", options.topic, "Name of a check type")->required();
}

std::string indented(std::string_view text, const std::string& margin) {
  std::istringstream lines{std::string{text}};
  std::string result;
  for (std::string line; std::getline(lines, line);) {
    result += margin + line + '\n';
  }
  return result;
}

void explain_parameters(const CheckType& type) {
  std::cout << "\nParameters\n";
  for (const auto& parameter : type.parameters) {
    std::string notes{to_string(parameter.kind)};
    notes += parameter.name == type.main_parameter ? ", main" : "";
    notes += parameter.required ? ", required" : "";
    notes += parameter.fallback.empty() ? "" : fmt::format(", default {}", parameter.fallback);
    notes += parameter.choices.empty() ? "" : fmt::format(", one of {}", fmt::join(parameter.choices, " "));
    std::cout << fmt::format("  {:<16} {} ({})\n", parameter.name, parameter.about, notes);
  }
}

void explain_facts(const CheckType& type) {
  std::cout << "\nFacts\n";
  for (const auto& fact : type.facts) {
    std::cout << fmt::format("  {:<16} {} ({}{})\n", fact.name, fact.about, to_string(fact.kind),
                             fact.per_request ? ", a list when asked several times" : "");
    for (const auto& field : fact.fields) {
      std::cout << fmt::format("    {:<14} {} ({})\n", field.name, field.about, to_string(field.kind));
    }
  }
}

int explain(const ExplainOptions& options) {
  const auto* type = find_check_type(options.topic);
  if (type == nullptr) {
    std::vector<std::string_view> names;
    for (const auto& known : check_types()) {
      names.push_back(known.name);
    }
    complain(fmt::format("unknown check type '{}'{}; there are {}", options.topic, did_you_mean(options.topic, names),
                         fmt::join(names, ", ")));
    return exit_invalid;
  }
  std::cout << fmt::format("{}: {}\n", type->name, type->about);
  std::cout << (type->reach == Reach::host ? "\nA script on the host that `on` names.\n"
                                           : "\nSpoken by the agent, through the SSH session of the host that `on` "
                                             "names, or straight with `on: agent`.\n");
  explain_parameters(*type);
  explain_facts(*type);
  if (!type->default_expect.empty()) {
    std::cout << "\nExpected unless written otherwise\n" << indented(type->default_expect, "  ");
  }
  std::cout << "\nExample\n" << indented(type->example, "  ");
  return exit_ok;
}

}  // namespace

void add_explain(CLI::App& program, Action& chosen) {
  add_command<ExplainOptions>(program, chosen, "explain", "Explain a check type: its parameters, its facts, an example",
                              describe, explain);
}

}  // namespace labcheck::cli
