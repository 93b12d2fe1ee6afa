#include "judge/run.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "judge/asking.hpp"
#include "judge/check.hpp"
#include "judge/ruling.hpp"
#include "judge/skill.hpp"
#include "judge/totals.hpp"
#include "plan/run_plans.hpp"
#include "text/sha256.hpp"

namespace labcheck::judge {

namespace {

/// What a check's key says without the run.
struct CheckName {
  std::string candidate{};
  std::string scenario{};
  std::string check{};
  auto operator<=>(const CheckName&) const = default;
};

CheckName name_of(const CheckKey& key) {
  return {key.candidate, key.scenario, key.check};
}

// The latest run of each check is the one that counts: a check that was resumed or asked again starts afresh.
std::map<CheckName, CheckRecord> latest_runs(const Record& record) {
  std::map<CheckName, int> latest;
  const auto note = [&](const CheckKey& key) {
    auto& run = latest[name_of(key)];
    run = std::max(run, key.run);
  };
  for (const auto& observation : record.observations) {
    note(observation.check);
  }
  for (const auto& end : record.ends) {
    note(end.check);
  }
  std::map<CheckName, CheckRecord> records;
  for (const auto& observation : record.observations) {
    if (observation.check.run == latest.at(name_of(observation.check))) {
      records[name_of(observation.check)].observations.push_back(&observation);
    }
  }
  for (const auto& end : record.ends) {
    if (end.check.run == latest.at(name_of(end.check))) {
      records[name_of(end.check)].end = &end;
    }
  }
  return records;
}

/// `run` says how far the scenario was proven when it began.
ScenarioInfo info_of(const Scenario& scenario, const RunInfo& run) {
  const auto grade = run.qualifications.find(scenario.id);
  return {.id = scenario.id,
          .title = scenario.title,
          .level = scenario.level,
          .standard = scenario.standard ? scenario.standard->id : "",
          .digest = scenario.sources.empty() ? "" : text::sha256_hex(scenario.sources.front().text),
          .qualification = grade == run.qualifications.end() ? "" : grade->second};
}

bool is_selected(const CandidatePlan& plan, const std::string& code) {
  const auto& codes = plan.selected_codes;
  return codes.empty() || std::find(codes.begin(), codes.end(), code) != codes.end();
}

SkillResult skill_of(const CandidatePlan& plan, const GradedSkill& skill,
                     const std::map<std::string, CheckResult>& checks) {
  SkillResult result;
  result.scenario = plan.scenario->id;
  result.level = plan.scenario->level;
  result.code = skill.code;
  const auto* listed = plan.scenario->standard ? plan.scenario->standard->find(result.level, skill.code) : nullptr;
  result.title = listed != nullptr ? listed->title : skill.task;
  for (const auto& check : skill.checks) {
    const auto found = checks.find(check.id);
    if (found != checks.end()) {
      result.checks.push_back(found->second);
      continue;
    }
    CheckResult missing;
    missing.id = check.id;
    missing.title = check.title;
    missing.hint = check.hint;
    missing.optional = check.optional;
    missing.why = "the plan leaves this check out";
    result.checks.push_back(std::move(missing));
  }
  return result;
}

/// Which run of a check was recorded, 0 for none.
int run_of(const CheckRecord& record) {
  const auto* first = record.observations.empty() ? nullptr : record.observations.front();
  return first != nullptr ? first->check.run : record.end != nullptr ? record.end->check.run : 0;
}

const Check* find_check(const CandidatePlan& plan, const std::string& id) {
  const auto found = std::find_if(plan.checks.begin(), plan.checks.end(),
                                  [&](const PlannedCheck& check) { return check.check->id == id; });
  return found == plan.checks.end() ? nullptr : found->check;
}

// What a corrected scenario asks otherwise can't be judged from the old answers, and it is nobody's fault.
void say_what_changed(const CandidatePlan& original, const Check& check, CheckResult& result) {
  const auto changes = changed_asking(find_check(original, check.id), check);
  if (!changes.empty()) {
    result.why = "not asked in this form: " + changes;
  }
}

/// What was carried out of this plan's candidate and scenario, where the plan is a corrected one.
const CandidatePlan* original_of(const Plan* original, const CandidatePlan& plan) {
  if (original == nullptr || !plan.corrected) {
    return nullptr;
  }
  const auto found = std::find_if(original->candidates.begin(), original->candidates.end(), [&](const auto& other) {
    return other.candidate->id == plan.candidate->id && other.scenario->id == plan.scenario->id;
  });
  return found == original->candidates.end() ? nullptr : &*found;
}

// The plan's order has each check after those it needs; the result keeps the file's.
void judge_scenario(const CandidatePlan& plan, const std::map<CheckName, CheckRecord>& records, const Record& record,
                    const CandidatePlan* original, CandidateResult& candidate) {
  std::map<std::string, CheckResult> checks;
  std::map<std::string, Outcome> outcomes;
  std::map<std::string, std::vector<std::string>> needs;
  plan::RunPlans plans{plan, record.draws};
  for (const auto& check : plan.checks) {
    const auto found = records.find({plan.candidate->id, plan.scenario->id, check.check->id});
    const auto asked = found == records.end() ? CheckRecord{} : found->second;
    auto result = judge_check(plans.of(run_of(asked)), check, asked, outcomes);
    if (original != nullptr && result.outcome == Outcome::error) {
      say_what_changed(*original, *check.check, result);
    }
    apply_rulings(plan, *check.check, record.rulings, std::max(record.run.started, record.run.ended), result);
    outcomes[check.check->id] = result.outcome;
    needs[check.check->id] = check.check->needs;
    checks.emplace(check.check->id, std::move(result));
  }
  for (const auto& skill : plan.scenario->skills) {
    if (is_selected(plan, skill.code)) {
      auto result = skill_of(plan, skill, checks);
      judge_skill(skill, outcomes, needs, result);
      candidate.skills.push_back(std::move(result));
    }
  }
}

CandidateResult& candidate_in(RunResult& result, const Candidate& candidate) {
  const auto found = std::find_if(result.candidates.begin(), result.candidates.end(),
                                  [&](const CandidateResult& it) { return it.id == candidate.id; });
  if (found != result.candidates.end()) {
    return *found;
  }
  CandidateResult fresh;
  fresh.id = candidate.id;
  fresh.name = candidate.name;
  fresh.seat = candidate.seat;
  result.candidates.push_back(std::move(fresh));
  return result.candidates.back();
}

void add_flags(const Record& record, CandidateResult& candidate) {
  for (const auto& flag : record.flags) {
    const bool known = std::find(candidate.flags.begin(), candidate.flags.end(), flag) != candidate.flags.end();
    if (flag.candidate == candidate.id && !known) {
      candidate.flags.push_back(flag);
    }
  }
}

template <class List, class Item>
void add_once(List& list, const Item& item) {
  if (item != nullptr && std::find(list.begin(), list.end(), item) == list.end()) {
    list.push_back(item);
  }
}

}  // namespace

RunResult judge_run(const Plan& plan, const Record& record, const Plan* original) {
  RunResult result;
  result.run = record.run;
  const auto records = latest_runs(record);
  std::vector<std::shared_ptr<const Scenario>> scenarios;
  std::vector<std::shared_ptr<const Standard>> standards;
  for (const auto& candidate : plan.candidates) {
    add_once(scenarios, candidate.scenario);
    add_once(standards, candidate.scenario->standard);
    judge_scenario(candidate, records, record, original_of(original, candidate),
                   candidate_in(result, *candidate.candidate));
  }
  for (const auto& scenario : scenarios) {
    result.scenarios.push_back(info_of(*scenario, record.run));
  }
  for (auto& candidate : result.candidates) {
    add_flags(record, candidate);
    total_up(standards, candidate);
    result.summary = result.summary + candidate.totals;
  }
  return result;
}

}  // namespace labcheck::judge
