#include "cli/recorded.hpp"

#include <map>
#include <utility>

#include <fmt/format.h>

#include "cli/inputs.hpp"
#include "ledger/ledger.hpp"
#include "plan/plan.hpp"

namespace labcheck::cli {

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

std::optional<Scenarios> recorded_scenarios(const Record& record) {
  Scenarios scenarios;
  for (const auto& name : record.scenarios) {
    auto loaded = load::load_scenario(name, recorded_sources(record), {});
    if (!loaded.value) {
      print(loaded.diagnostics);
      complain(fmt::format("the recorded scenario {} does not load with this version", name));
      return std::nullopt;
    }
    scenarios.push_back(std::move(loaded.value));
  }
  return scenarios;
}

std::optional<Plan> judged_plan(const Record& record, Scenarios scenarios) {
  plan::Selection selection{.candidates = {}, .codes = record.selected_codes};
  for (const auto& draw : record.draws) {
    selection.candidates.push_back(draw.candidate);
  }
  const auto plan =
      plan::make_plan(std::move(scenarios), std::make_shared<const Roster>(record.roster), record.draws, selection);
  if (!plan) {
    complain(plan.error().message);
    return std::nullopt;
  }
  return plan::without_secrets(*plan);
}

std::optional<Record> read_record(const std::string& path, int& exit_code) {
  auto record = ledger::read_ledger(path);
  if (!record) {
    exit_code = refused(record.error());
    return std::nullopt;
  }
  return std::move(*record);
}

}  // namespace labcheck::cli
