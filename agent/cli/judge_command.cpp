#include <chrono>
#include <iostream>

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/judging.hpp"
#include "cli/outputs.hpp"
#include "cli/rejudging.hpp"
#include "cli/signing.hpp"

namespace labcheck::cli {
namespace {

struct JudgeOptions {
  std::string ledger{};
  std::vector<std::string> scenarios{};  ///< corrected ones
  bool original{false};
  bool record{false};
  std::string by{};
  std::string reason{};
  std::string key_file{};  ///< the secret key of `--sign`
  ReportOptions report{};
};

void describe_report(CLI::App& command, JudgeOptions& options) {
  command.add_option("ledger", options.ledger, "Ledger of a run")->required();
  command.add_flag("--original", options.original, "The run's own verdicts, whatever was judged again since");
  add_reports(command, options.report);
}

void describe_judge(CLI::App& command, JudgeOptions& options) {
  describe_report(command, options);
  command.add_option("--scenario", options.scenarios, "A corrected scenario in place of the recorded one with its id")
      ->allow_extra_args(false);
  auto* record = command.add_flag("--record", options.record, "Keep this judging in the ledger: it counts from now on");
  auto* by = command.add_option("--by", options.by, "Who judges again")->needs(record);
  auto* reason = command.add_option("--reason", options.reason, "Why")->needs(record);
  command.add_option("--sign", options.key_file, "Sign the ledger with this secret key (see keygen)")->needs(record);
  record->needs(by)->needs(reason);
}

/// A judging that is only being tried is named in its reports, as one without a name and a reason.
void name_trial(const JudgeOptions& options, const Scenarios& corrected, RunResult& result) {
  if (options.scenarios.empty()) {
    result.run.rejudging = options.original ? 0 : result.run.rejudgings.size();
    return;
  }
  Rejudging trial;
  for (const auto& scenario : corrected) {
    trial.scenarios.push_back(scenario->id);
  }
  result.run.rejudgings.push_back(std::move(trial));
  result.run.rejudging = result.run.rejudgings.size();
}

/// Puts the judging on record; the exit code when that fails.
std::optional<int> put_on_record(const JudgeOptions& options, const ledger::Contents& contents,
                                 const Scenarios& corrected, RunResult& result) {
  auto signer = signing_key(options.key_file);
  if (!signer) {
    return refused(signer.error());
  }
  const auto before = judge_contents(contents, counting(contents, options.original));
  if (!before) {
    return exit_invalid;
  }
  const Rejudging info{.by = options.by,
                       .reason = options.reason,
                       .at = std::chrono::floor<Duration>(std::chrono::system_clock::now()),
                       .version = LABCHECK_VERSION};
  const auto rejudging = rejudging_of(info, corrected, *before, result);
  const auto recorded = ledger::record_rejudging(options.ledger, rejudging, std::move(*signer));
  if (!recorded) {
    return refused(recorded.error());
  }
  result.run.rejudgings = contents.record.run.rejudgings;
  result.run.rejudgings.push_back(rejudging.info);
  result.run.rejudging = result.run.rejudgings.size();
  return std::nullopt;
}

int judge(const JudgeOptions& options) {
  const auto outputs = outputs_of(options.report);
  if (!outputs) {
    return exit_invalid;
  }
  if (options.record && (options.by.empty() || options.reason.empty())) {
    complain("--record wants to know who (--by) and why (--reason)");
    return exit_invalid;
  }
  int code = exit_invalid;
  const auto contents = read_contents(options.ledger, code);
  if (!contents) {
    return code;
  }
  auto given = load_scenarios(options.scenarios);
  const auto corrected =
      given ? corrected_with(*contents, counting(*contents, options.original), std::move(*given)) : std::nullopt;
  auto result = corrected ? judge_record(contents->record, *corrected) : std::nullopt;
  if (!result) {
    return exit_invalid;
  }
  name_trial(options, *corrected, *result);
  if (options.record) {
    if (const auto failure = put_on_record(options, *contents, *corrected, *result)) {
      return *failure;
    }
  } else if (options.scenarios.empty() && result->run.rejudging > 0) {
    compare_with_recorded(contents->rejudgings.back(), *result);
  }
  if (!write_outputs(*outputs, *result, options.report)) {
    return exit_resource;
  }
  return report::exit_code(*result, options.report.allow_manual);
}

}  // namespace

void add_judge(CLI::App& program, Action& chosen) {
  add_command<JudgeOptions>(program, chosen, "judge", "Judge a ledger again, offline", describe_judge, judge);
}

void add_report(CLI::App& program, Action& chosen) {
  add_command<JudgeOptions>(program, chosen, "report", "Print the reports of a ledger", describe_report, judge);
}

}  // namespace labcheck::cli
