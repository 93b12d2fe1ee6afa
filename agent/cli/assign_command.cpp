#include <filesystem>
#include <iostream>
#include <map>

#include <fmt/format.h>

#include <labcheck/value.hpp>

#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/outputs.hpp"
#include "cli/scenario_paths.hpp"
#include "cli/sheets.hpp"
#include "plan/handout.hpp"
#include "report/report.hpp"

namespace labcheck::cli {
namespace {

struct AssignOptions {
  std::vector<std::string> scenarios{};
  std::string roster{};
  std::string path{};
};

void describe(CLI::App& command, AssignOptions& options) {
  add_scenario_paths(command, "scenarios", options.scenarios);
  command.add_option("--roster", options.roster, "The room's roster")->required();
  command.add_option("-o,--output", options.path, "New roster that gives every candidate what was drawn")->required();
}

/// A text as YAML takes it in double quotes, which are JSON's.
std::string in_quotes(const std::string& text) {
  return dump(Value(text));
}

/// The roster as seen from the folder of the file that extends it.
std::string base_of(const AssignOptions& options) {
  std::error_code failed;
  auto folder = std::filesystem::path{options.path}.parent_path();
  const auto relative = std::filesystem::relative(options.roster, folder.empty() ? "." : folder, failed);
  return failed || relative.empty() ? std::filesystem::absolute(options.roster).string() : relative.string();
}

int assign(const AssignOptions& options) {
  const auto scenarios = load_scenarios(options.scenarios);
  const auto roster = load_roster_without_secrets(options.roster);
  if (!scenarios || !roster) {
    return exit_invalid;
  }
  std::error_code ignored;
  if (std::filesystem::exists(options.path, ignored)) {
    complain(fmt::format("'{}' exists, and what was handed out must not change: write another file", options.path));
    return exit_invalid;
  }
  const auto random = plan::random_text();
  auto text = fmt::format(
      "# What labcheck assign drew. Give it to handout, plan and run as their roster.\n"
      "extends: {}\ncandidates:\n",
      in_quotes(base_of(options)));
  for (auto candidate : (*roster)->candidates) {
    std::string drawn;
    for (const auto& scenario : *scenarios) {
      for (const auto& [name, value] : plan::assigned_parameters(*scenario, candidate, random)) {
        candidate.parameters[name] = value;  // one value for all scenarios that have the parameter
        drawn += fmt::format("{}{}: {}", drawn.empty() ? "" : ", ", name, in_quotes(value));
      }
    }
    text += fmt::format("  - {{id: {}, parameters: {{{}}}}}\n", in_quotes(candidate.id), drawn);
  }
  if (!write_text(options.path, text)) {
    return exit_resource;
  }
  std::cout << fmt::format("{}: {} candidates\n", report::printable(options.path), (*roster)->candidates.size());
  return exit_ok;
}

}  // namespace

void add_assign(CLI::App& program, Action& chosen) {
  add_command<AssignOptions>(program, chosen, "assign",
                             "Draw every candidate's parameters, to be handed out and graded", describe, assign);
}

}  // namespace labcheck::cli
