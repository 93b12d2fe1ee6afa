#include "cli/judging.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "cli/inputs.hpp"
#include "judge/run.hpp"

namespace labcheck::cli {
namespace {

/// Puts the corrected scenarios in the places of those with their ids.
bool put_in(Scenarios& scenarios, const Scenarios& corrected) {
  for (const auto& other : corrected) {
    const auto place = std::find_if(scenarios.begin(), scenarios.end(),
                                    [&](const auto& scenario) { return scenario->id == other->id; });
    if (place == scenarios.end()) {
      complain(fmt::format("the scenario '{}' is none of this ledger", other->id));
      return false;
    }
    *place = other;
  }
  return true;
}

/// Marks the scenarios that are made of other texts than the recorded ones.
void mark_corrected(Plan& plan, const Record& record) {
  const auto is_new = [&](const SourceText& given) {
    return std::none_of(record.sources.begin(), record.sources.end(),
                        [&](const SourceText& source) { return source.text == given.text; });
  };
  for (auto& candidate : plan.candidates) {
    const auto& sources = candidate.scenario->sources;
    candidate.corrected = std::any_of(sources.begin(), sources.end(), is_new);
  }
}

}  // namespace

std::optional<ledger::Contents> read_contents(const std::string& path, int& code) {
  auto contents = ledger::read_whole_ledger(path);
  if (!contents) {
    code = refused(contents.error());
    return std::nullopt;
  }
  return std::move(*contents);
}

std::size_t counting(const ledger::Contents& contents, bool original) {
  return original ? 0 : contents.rejudgings.size();
}

std::optional<Scenarios> corrected_by(const ledger::Contents& contents, std::size_t rejudging) {
  if (rejudging == 0) {
    return Scenarios{};
  }
  const auto& recorded = contents.rejudgings[rejudging - 1];
  Record record;
  record.scenarios = recorded.files;
  record.sources = recorded.sources;
  return recorded_scenarios(record);
}

std::optional<Scenarios> corrected_with(const ledger::Contents& contents, std::size_t rejudging, Scenarios given) {
  const auto earlier = corrected_by(contents, rejudging);
  if (!earlier) {
    return std::nullopt;
  }
  for (const auto& scenario : *earlier) {
    const auto same = [&](const auto& other) { return other->id == scenario->id; };
    if (std::none_of(given.begin(), given.end(), same)) {
      given.push_back(scenario);
    }
  }
  return given;
}

std::optional<RunResult> judge_record(const Record& record, const Scenarios& corrected) {
  auto scenarios = recorded_scenarios(record);
  if (!scenarios) {
    return std::nullopt;
  }
  const auto original = judged_plan(record, *scenarios);
  if (!original || corrected.empty()) {
    return original ? std::optional{judge::judge_run(*original, record)} : std::nullopt;
  }
  if (!put_in(*scenarios, corrected)) {
    return std::nullopt;
  }
  auto plan = judged_plan(record, *scenarios);
  if (!plan) {
    return std::nullopt;
  }
  mark_corrected(*plan, record);
  return judge::judge_run(*plan, record, &*original);
}

std::optional<RunResult> judge_contents(const ledger::Contents& contents, std::size_t rejudging) {
  const auto corrected = corrected_by(contents, rejudging);
  if (!corrected) {
    return std::nullopt;
  }
  auto result = judge_record(contents.record, *corrected);
  if (result) {
    result->run.rejudging = rejudging;
  }
  return result;
}

std::optional<RunResult> judge_corrected(const ledger::Contents& contents, std::size_t rejudging,
                                         const Scenarios& given) {
  const auto corrected = corrected_with(contents, rejudging, given);
  return corrected ? judge_record(contents.record, *corrected) : std::nullopt;
}

}  // namespace labcheck::cli
