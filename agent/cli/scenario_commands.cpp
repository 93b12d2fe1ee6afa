#include <iostream>

#include <fmt/format.h>

#include "cli/inputs.hpp"
#include "plan/print.hpp"
#include "report/report.hpp"

namespace labcheck::cli {

int validate_command(const Options& options) {
  const auto scenarios = load_scenarios(options.scenarios);
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

int plan_command(const Options& options) {
  // Nothing is asked, so nothing is drawn either: a run draws its own tokens and nonces.
  const auto placeholder = [](int size) { return std::string(static_cast<std::size_t>(size), 'x'); };
  const auto plan = make_plan(options, placeholder);
  if (!plan) {
    return exit_invalid;
  }
  std::cout << plan::print_plan(*plan, options.lang());
  return exit_ok;
}

}  // namespace labcheck::cli
