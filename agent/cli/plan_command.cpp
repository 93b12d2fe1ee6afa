#include <iostream>

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "plan/print.hpp"
#include "report/report.hpp"

namespace labcheck::cli {
namespace {

struct PlanOptions {
  TargetOptions target{};
  ReportOptions report{};
};

void describe_plan(CLI::App& command, PlanOptions& options) {
  add_scenarios(command, options.target);
  add_targets(command, options.target);
  add_shard(command, options.target);
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

void add_plan(CLI::App& program, Action& chosen) {
  add_command<PlanOptions>(program, chosen, "plan", "Print everything that a run would send", describe_plan,
                           print_plan);
}

}  // namespace labcheck::cli
