#include <iostream>

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "qualify/standing.hpp"
#include "report/report.hpp"

namespace labcheck::cli {
namespace {

struct ValidateOptions {
  TargetOptions target{};
  bool quiet{false};
  bool exam{false};
};

void describe(CLI::App& command, ValidateOptions& options) {
  add_scenarios(command, options.target);
  command.add_flag("--exam", options.exam, "Refuse a scenario that is not qualified for exams as it stands");
  command.add_flag("-q,--quiet", options.quiet, "Only errors and warnings");
}

std::size_t count_checks(const Scenario& scenario) {
  std::size_t checks = 0;
  for (const auto& skill : scenario.skills) {
    checks += skill.checks.size();
  }
  return checks;
}

int validate(const ValidateOptions& options) {
  const auto scenarios = load_scenarios(options.target.scenarios);
  if (!scenarios) {
    return exit_invalid;
  }
  int code = exit_ok;
  for (std::size_t at = 0; at < scenarios->size(); ++at) {
    const auto& scenario = *(*scenarios)[at];
    const auto loaded = qualify::standing_at(options.target.scenarios[at], scenario);
    print(loaded.diagnostics);
    if (!loaded.value) {
      code = exit_invalid;
      continue;
    }
    const auto words = qualify::in_words(*loaded.value);
    if (!options.quiet) {
      std::cout << report::printable(fmt::format("{}: valid, {} skills, {} checks; {}", scenario.id,
                                                 scenario.skills.size(), count_checks(scenario), words))
                << '\n';
    }
    if (options.exam && loaded.value->grade != qualify::Grade::exam) {
      complain(fmt::format("{} is not for an exam: {}", scenario.id, words));
      code = exit_invalid;
    }
  }
  return code;
}

}  // namespace

void add_validate(CLI::App& program, Action& chosen) {
  add_command<ValidateOptions>(program, chosen, "validate", "Check scenarios strictly, without any network", describe,
                               validate);
}

}  // namespace labcheck::cli
