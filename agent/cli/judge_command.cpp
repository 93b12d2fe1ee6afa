#include <algorithm>
#include <iostream>
#include <map>
#include <memory>

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/outputs.hpp"
#include "judge/run.hpp"
#include "ledger/ledger.hpp"
#include "plan/plan.hpp"

namespace labcheck::cli {
namespace {

struct JudgeOptions {
  std::string ledger{};
  std::vector<std::string> scenarios{};  ///< corrected ones
  ReportOptions report{};
};

void describe_report(CLI::App& command, JudgeOptions& options) {
  command.add_option("ledger", options.ledger, "Ledger of a run")->required();
  add_reports(command, options.report);
}

void describe_judge(CLI::App& command, JudgeOptions& options) {
  describe_report(command, options);
  command.add_option("--scenario", options.scenarios, "A corrected scenario in place of the recorded one with its id")
      ->allow_extra_args(false);
}

/// The texts that a run was made with, as loading finds them.
load::Sources recorded_sources(const Record& record) {
  std::map<std::string, std::string> texts;
  for (const auto& source : record.sources) {
    texts.emplace(source.name, source.text);
  }
  return [texts = std::move(texts)](const std::string& path) -> Result<std::optional<std::string>> {
    const auto found = texts.find(path);
    return found == texts.end() ? std::nullopt : std::optional{found->second};
  };
}

/// The scenarios of a ledger; those given by `--scenario` are read from the disk in place of the recorded ones with
/// the same id. nullopt once the errors are printed.
std::optional<std::vector<std::shared_ptr<const Scenario>>> scenarios_of(const Record& record,
                                                                         const JudgeOptions& options) {
  const auto corrected = load_scenarios(options.scenarios);
  if (!corrected) {
    return std::nullopt;
  }
  std::vector<std::shared_ptr<const Scenario>> scenarios;
  std::size_t replaced = 0;
  for (const auto& name : record.scenarios) {
    auto loaded = load::load_scenario(name, recorded_sources(record), {});
    if (!loaded.value) {
      print(loaded.diagnostics);
      complain(fmt::format("the recorded scenario {} does not load with this version", name));
      return std::nullopt;
    }
    for (const auto& other : *corrected) {
      if (other->id == loaded.value->id) {
        loaded.value = other;
        ++replaced;
      }
    }
    scenarios.push_back(loaded.value);
  }
  if (replaced < corrected->size()) {
    complain("a given scenario has the id of none in the ledger");
    return std::nullopt;
  }
  return scenarios;
}

/// Marks the scenarios that are made of other texts than the recorded ones.
void mark_corrected(Plan& plan, const Record& record) {
  const auto is_new = [&](const SourceText& given) {
    return std::none_of(record.sources.begin(), record.sources.end(),
                        [&](const SourceText& recorded) { return recorded.text == given.text; });
  };
  for (auto& candidate : plan.candidates) {
    const auto& sources = candidate.scenario->sources;
    candidate.corrected = std::any_of(sources.begin(), sources.end(), is_new);
  }
}

int judge(const JudgeOptions& options) {
  const auto outputs = outputs_of(options.report);
  if (!outputs) {
    return exit_invalid;
  }
  const auto record = ledger::read_ledger(options.ledger);
  if (!record) {
    complain(record.error().message);
    return record.error().kind == ErrorKind::resource ? exit_resource : exit_invalid;
  }
  const auto scenarios = scenarios_of(*record, options);
  if (!scenarios) {
    return exit_invalid;
  }
  plan::Selection selection{.candidates = {}, .codes = record->selected_codes};
  for (const auto& draw : record->draws) {
    selection.candidates.push_back(draw.candidate);
  }
  const auto plan =
      plan::make_plan(*scenarios, std::make_shared<const Roster>(record->roster), record->draws, selection);
  if (!plan) {
    complain(plan.error().message);
    return exit_invalid;
  }
  auto judged = plan::without_secrets(*plan);
  if (!options.scenarios.empty()) {
    mark_corrected(judged, *record);
  }
  const auto result = judge::judge_run(judged, *record);
  if (!write_outputs(*outputs, result, options.report)) {
    return exit_resource;
  }
  return report::exit_code(result, options.report.allow_manual);
}

}  // namespace

void add_judge(CLI::App& program, Action& chosen) {
  add_command<JudgeOptions>(program, chosen, "judge", "Judge a ledger again, offline", describe_judge, judge);
}

void add_report(CLI::App& program, Action& chosen) {
  add_command<JudgeOptions>(program, chosen, "report", "Print the reports of a ledger", describe_report, judge);
}

}  // namespace labcheck::cli
