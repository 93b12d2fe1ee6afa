#include "judge/unfinished.hpp"

#include <algorithm>
#include <map>

#include "judge/restoring.hpp"
#include "judge/run.hpp"
#include "plan/run_plans.hpp"

namespace labcheck::judge {

namespace {

/// The last run of each check, by the key with run 0.
class LastRuns {
 public:
  explicit LastRuns(const Record& record) {
    for (const auto& key : record.started) {
      begin(key);
    }
    for (const auto& observation : record.observations) {
      if (auto* last = begin(observation.check)) {
        last->observations.push_back(&observation);
      }
    }
    for (const auto& end : record.ends) {
      if (auto* last = begin(end.check)) {
        last->end = &end;
      }
    }
  }

  int run_of(const CheckKey& key) const {
    const auto found = runs_.find(key);
    return found == runs_.end() ? 0 : found->second;
  }
  const CheckRecord* record_of(const CheckKey& key) const {
    const auto found = records_.find(key);
    return found == records_.end() ? nullptr : &found->second;
  }

 private:
  /// The record that this belongs to, or nullptr when it is of a run that another followed.
  CheckRecord* begin(CheckKey key) {
    const int run = std::exchange(key.run, 0);
    auto& last = runs_[key];
    if (run < last) {
      return nullptr;
    }
    if (run > last) {
      last = run;
      records_[key] = {};
    }
    return &records_[key];
  }

  std::map<CheckKey, int> runs_{};
  std::map<CheckKey, CheckRecord> records_{};
};

void look_at(const CandidatePlan& plan, const Record& record, const LastRuns& last, Unfinished& unfinished) {
  plan::RunPlans plans{plan, record.draws};
  for (const auto& check : plan.checks) {
    const CheckKey key{
        .candidate = plan.candidate->id, .scenario = plan.scenario->id, .check = check.check->id, .run = 0};
    const auto* asked = last.record_of(key);
    const bool restores = !check.cleanup.empty() || !check.restored.empty();
    if (asked != nullptr && restores && asked->end == nullptr) {
      unfinished.owes = true;
    } else if (asked != nullptr) {
      unfinished.owes = unfinished.owes || !left_dirty(plans.of(last.run_of(key)), check, *asked).empty();
    }
  }
}

bool is_planned(const CandidatePlan& plan, const std::string& check) {
  return std::any_of(plan.checks.begin(), plan.checks.end(),
                     [&](const PlannedCheck& planned) { return planned.check->id == check; });
}

/// Those whose outcome is an error, sorted by whether they were asked to their end.
void sort_out(const Plan& plan, const RunResult& result, const LastRuns& last, Unfinished& unfinished) {
  for (const auto& planned : plan.candidates) {
    const auto candidate = std::find_if(result.candidates.begin(), result.candidates.end(),
                                        [&](const CandidateResult& it) { return it.id == planned.candidate->id; });
    for (const auto& skill : candidate->skills) {
      for (const auto& check : skill.checks) {
        if (skill.scenario != planned.scenario->id || check.outcome != Outcome::error ||
            !is_planned(planned, check.id)) {
          continue;
        }
        const CheckKey key{.candidate = candidate->id, .scenario = skill.scenario, .check = check.id, .run = 0};
        const auto* asked = last.record_of(key);
        const bool ended = asked != nullptr && asked->end != nullptr && asked->end->complete;
        (ended ? unfinished.erred : unfinished.open).insert(key);
      }
    }
  }
}

}  // namespace

Unfinished unfinished(const Plan& plan, const Record& record) {
  const LastRuns last{record};
  Unfinished unfinished;
  auto whole = plan;
  for (auto& candidate : whole.candidates) {
    // What a selected skill needs of others counts too.
    candidate.selected_codes.clear();
    look_at(candidate, record, last, unfinished);
  }
  sort_out(whole, judge_run(whole, record), last, unfinished);
  return unfinished;
}

}  // namespace labcheck::judge
