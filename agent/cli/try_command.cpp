#include <chrono>
#include <iostream>

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/observing.hpp"
#include "cli/standard_error.hpp"
#include "cli/trial.hpp"
#include "judge/run.hpp"
#include "observe/log.hpp"
#include "observe/no_ledger.hpp"
#include "plan/plan.hpp"
#include "plan/run_plans.hpp"
#include "report/report.hpp"

namespace labcheck::cli {
namespace {

struct TryOptions {
  Trial trial{};
  TargetOptions target{};
  ConnectingOptions connecting{};
  std::string format{"yaml"};
  int verbosity{0};
};

void describe(CLI::App& command, TryOptions& options) {
  command.add_option("step", options.trial.step, "A step, or a list of steps: YAML, or a file of it")->required();
  command.add_option("--scenario", options.trial.scenario, "Whose roles, parameters and connections the step may use");
  add_targets(command, options.target);
  command.remove_option(command.get_option_no_throw("--skill"));
  command.get_option("--host")->description(
      "A host without a roster: [ROLE=][USER@]ADDRESS[:PORT] or [ROLE=]local; the role is 'machine' when it has no "
      "name");
  add_connecting(command, options.connecting);
  command.add_option("--format", options.format, "yaml or json")->check(CLI::IsMember({"yaml", "json"}));
  command.add_flag("-v,--verbose", options.verbosity, "What is sent, too, and the agent's own log; -vv for more");
}

TargetOptions with_roles(TargetOptions target) {
  for (auto& host : target.hosts.hosts) {
    host = host.find('=') == std::string::npos ? "machine=" + host : host;
  }
  return target;
}

/// The plan of the trial, or nullopt once its errors are printed.
std::optional<Plan> plan_trial(const TryOptions& options, const plan::RandomText& random) {
  const auto target = with_roles(options.target);
  const auto roster = load_roster(target);
  if (!roster || (*roster)->candidates.empty()) {
    return std::nullopt;
  }
  const auto scenario = load_trial(options.trial, (*roster)->candidates.front());
  return scenario ? make_plan(target, {*scenario}, *roster, random) : std::nullopt;
}

void print_result(const TryOptions& options, const Plan& judged, const Record& record, const RunResult& result) {
  for (const auto& plan : judged.candidates) {
    for (const auto& candidate : result.candidates) {
      if (candidate.id != plan.candidate->id) {
        continue;
      }
      auto told = trial_report(plan, record, candidate.skills.front().checks.front(), options.verbosity > 0);
      if (judged.candidates.size() > 1) {
        told["candidate"] = candidate.id;
      }
      std::cout << (options.format == "json" ? dump(told) + '\n' : yaml(told));
    }
  }
  for (const auto& flag : record.flags) {
    std::cerr << report::printable(fmt::format("flag {} {}: {}", flag.host, flag.code, flag.message)) << '\n';
  }
}

int try_steps(const TryOptions& options) {
  const auto random = plan::random_text();
  auto plan = plan_trial(options, random);
  observe::Masker masker;
  observe::start_log(masker, options.verbosity, say);
  if (!plan || !collect_secrets(*plan, masker)) {
    return exit_invalid;
  }
  Part part;
  part.info = {.id = random(16),
               .started = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now()),
               .ended = {},
               .interrupted = false,
               .version = LABCHECK_VERSION};
  part.plan = std::move(*plan);
  part.judged = plan::without_secrets(part.plan);
  part.past.draws = plan::draws_of(part.judged);
  observe::NoLedger ledger;
  const auto record = observe_part(part, ledger, masker, options.connecting, nullptr);
  const auto result = judge::judge_run(part.judged, record);
  print_result(options, part.judged, record, result);
  return record.run.interrupted ? exit_interrupted : report::exit_code(result, false);
}

}  // namespace

void add_try(CLI::App& program, Action& chosen) {
  add_command<TryOptions>(program, chosen, "try", "Ask one step now, and print its facts", describe, try_steps);
}

}  // namespace labcheck::cli
