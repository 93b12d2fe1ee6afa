#include "judge/check.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "judge/fold.hpp"
#include "judge/replay.hpp"
#include "plan/prepare.hpp"

namespace labcheck::judge {

namespace {

/// How a check's alternatives came out, and which of them speak for the outcome.
struct Decision {
  Outcome outcome{Outcome::error};
  AttemptJudgement words{};
  bool complete{true};
  std::vector<int> alternatives{};
  int attempts{0};
  Saved saved{};
};

std::string words_of_alternatives(const std::vector<Replay>& replays) {
  std::string words = "no alternative holds";
  const char* before = ": ";
  for (std::size_t at = 0; at < replays.size(); ++at) {
    words += fmt::format("{}({}) {}", before, at + 1, replays[at].judgement.why);
    before = "; ";
  }
  return words;
}

// A step's outcome counts only when its record is complete: what was cut short could still have come to hold.
Outcome outcome_of(const Replay& replay) {
  return replay.complete ? replay.judgement.outcome : Outcome::error;
}

void decide(const std::vector<Replay>& replays, Decision& decision) {
  std::vector<Outcome> outcomes;
  for (const auto& replay : replays) {
    outcomes.push_back(outcome_of(replay));
    decision.complete = decision.complete && replay.complete;
    decision.attempts = std::max(decision.attempts, replay.attempts);
  }
  decision.outcome = fold_any(outcomes);
  const auto deciding = std::find(outcomes.begin(), outcomes.end(), decision.outcome);
  if (deciding != outcomes.end()) {
    decision.words = replays[static_cast<std::size_t>(deciding - outcomes.begin())].judgement;
  }
  if (decision.outcome == Outcome::pass) {
    decision.alternatives = {static_cast<int>(deciding - outcomes.begin())};
    decision.complete = true;
  } else if (decision.outcome == Outcome::fail && replays.size() > 1) {
    decision.words.why = words_of_alternatives(replays);
  }
}

Decision replay_check(const CandidatePlan& plan, const PlannedCheck& check, const std::map<StepKey, Attempts>& steps) {
  std::vector<Replay> replays;
  Decision decision;
  for (const auto& alternative : check.alternatives) {
    decision.alternatives.push_back(static_cast<int>(replays.size()));
    replays.push_back(replay_steps(plan, alternative, steps));
    if (outcome_of(replays.back()) == Outcome::pass) {
      break;
    }
  }
  if (replays.empty()) {
    decision.complete = false;
    return decision;
  }
  decision.saved = replays.back().judgement.saved;
  decide(replays, decision);
  return decision;
}

std::string reason_not_complete(const CheckEnd* end) {
  if (end != nullptr && !end->reason.empty()) {
    return end->reason;
  }
  return end == nullptr ? "the record of this check has no end" : "the record ends before the check was decided";
}

// A decided fail stands whatever happened afterwards; a pass needs the check to have run to its end.
void settle(const Decision& decision, const CheckRecord& record, CheckResult& result) {
  const bool ended = record.end != nullptr && record.end->complete;
  const bool stands = decision.outcome == Outcome::fail || (decision.complete && ended);
  result.outcome = stands ? decision.outcome : Outcome::error;
  result.attempts = decision.attempts;
  if (stands) {
    result.why = decision.words.why;
    result.expected = decision.words.expected;
    result.actual = decision.words.actual;
  } else if (decision.complete && decision.outcome == Outcome::error) {
    result.why = decision.words.why;
  } else {
    result.why = "not everything was asked: " + reason_not_complete(record.end);
  }
}

const PlannedStep* planned_step(const PlannedCheck& check, const StepKey& key) {
  for (const auto& alternative : check.alternatives) {
    for (const auto& step : alternative) {
      if (step.key == key) {
        return &step;
      }
    }
  }
  return nullptr;
}

// The strongest place among the steps that expect something, in the alternatives that speak for the outcome.
Vantage vantage_of(const CandidatePlan& plan, const PlannedCheck& check, const CheckRecord& record,
                   const std::vector<int>& alternatives) {
  std::optional<Vantage> expecting;
  std::optional<Vantage> any;
  for (const auto* observation : record.observations) {
    const auto* step = planned_step(check, observation->step);
    if (step == nullptr || std::count(alternatives.begin(), alternatives.end(), observation->step.alternative) == 0) {
      continue;
    }
    const auto seen_from = plan::vantage_of(plan, observation->host, observation->request);
    any = std::max(any.value_or(seen_from), seen_from);
    if (!step->step->expect.empty()) {
      expecting = std::max(expecting.value_or(seen_from), seen_from);
    }
  }
  return expecting ? *expecting : any.value_or(Vantage::host);
}

Duration elapsed_of(const CheckRecord& record) {
  std::vector<const Observation*> asked;
  for (const auto* observation : record.observations) {
    if (observation->step.part == Part::step) {
      asked.push_back(observation);
    }
  }
  return ended_at(asked, asked);
}

CheckResult described(const Check& check) {
  CheckResult result;
  result.id = check.id;
  result.title = check.title;
  result.hint = check.hint;
  result.optional = check.optional;
  return result;
}

std::string_view need_words(Outcome outcome) {
  switch (outcome) {
    case Outcome::fail:
      return "failed";
    case Outcome::error:
      return "could not be judged";
    case Outcome::blocked:
      return "was blocked itself";
    case Outcome::manual:
      return "awaits a person";
    default:
      return "did not pass";
  }
}

}  // namespace

std::string blocked_by(const Check& check, const std::map<std::string, Outcome>& needs) {
  std::string words;
  for (const auto& need : check.needs) {
    const auto found = needs.find(need);
    const auto outcome = found == needs.end() ? Outcome::error : found->second;
    if (outcome == Outcome::pass || outcome == Outcome::waived || outcome == Outcome::not_applicable) {
      continue;
    }
    words += fmt::format("{}'{}', which {}", words.empty() ? "needs " : ", and ", need, need_words(outcome));
  }
  return words;
}

CheckResult judge_check(const CandidatePlan& plan, const PlannedCheck& check, const CheckRecord& record,
                        const std::map<std::string, Outcome>& needs) {
  auto result = described(*check.check);
  for (const auto* observation : record.observations) {
    result.observations.push_back(observation->id);
  }
  std::sort(result.observations.begin(), result.observations.end());
  if (auto obstacle = blocked_by(*check.check, needs); !obstacle.empty()) {
    result.outcome = Outcome::blocked;
    result.why = std::move(obstacle);
    return result;
  }
  if (check.check->manual) {
    result.outcome = Outcome::manual;
    result.why = check.check->manual->question.in(Language::en);
    return result;
  }
  const auto decision = replay_check(plan, check, by_step(record));
  settle(decision, record, result);
  result.vantage = vantage_of(plan, check, record, decision.alternatives);
  result.elapsed = elapsed_of(record);
  return result;
}

}  // namespace labcheck::judge
