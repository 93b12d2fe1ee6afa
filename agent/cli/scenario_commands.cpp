#include <iostream>

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "plan/print.hpp"
#include "report/report.hpp"

namespace labcheck::cli {

namespace {

struct ValidateOptions {
  TargetOptions target{};
  bool quiet{false};
};

void describe_validate(CLI::App& command, ValidateOptions& options) {
  add_scenarios(command, options.target);
  command.add_flag("-q,--quiet", options.quiet, "Only errors and warnings");
}

int validate(const ValidateOptions& options) {
  const auto scenarios = load_scenarios(options.target.scenarios);
  if (!scenarios) {
    return exit_invalid;
  }
  if (!options.quiet) {
    for (const auto& scenario : *scenarios) {
      std::size_t checks = 0;
      for (const auto& skill : scenario->skills) {
        checks += skill.checks.size();
      }
      std::cout << report::printable(
                       fmt::format("{}: valid, {} skills, {} checks", scenario->id, scenario->skills.size(), checks))
                << '\n';
    }
  }
  return exit_ok;
}

struct PlanOptions {
  TargetOptions target{};
  ReportOptions report{};
};

void describe_plan(CLI::App& command, PlanOptions& options) {
  add_scenarios(command, options.target);
  add_targets(command, options.target);
  add_language(command, options.report.language);
}

int print_plan(const PlanOptions& options) {
  // Nothing is asked, so nothing is drawn either: a run draws its own tokens and nonces.
  const auto placeholder = [](int size) { return std::string(static_cast<std::size_t>(size), 'x'); };
  const auto plan = make_plan(options.target, placeholder);
  if (!plan) {
    return exit_invalid;
  }
  std::cout << plan::print_plan(*plan, options.report.lang());
  return exit_ok;
}

}  // namespace

void add_validate(CLI::App& program, Action& chosen) {
  add_command<ValidateOptions>(program, chosen, "validate", "Check scenarios strictly, without any network",
                               describe_validate, validate);
}

void add_plan(CLI::App& program, Action& chosen) {
  add_command<PlanOptions>(program, chosen, "plan", "Print everything that a run would send", describe_plan,
                           print_plan);
}

}  // namespace labcheck::cli
