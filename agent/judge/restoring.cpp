#include "judge/restoring.hpp"

#include <algorithm>
#include <tuple>

#include "judge/replay.hpp"
#include "plan/prepare.hpp"

namespace labcheck::judge {

namespace {

using Dirt = std::map<std::string, std::string>;

bool mentions(const Node& node, const std::string& reference) {
  return node.text.find(reference) != std::string::npos ||
         std::any_of(node.items.begin(), node.items.end(),
                     [&](const Node& item) { return mentions(item, reference); }) ||
         std::any_of(node.entries.begin(), node.entries.end(),
                     [&](const Entry& entry) { return mentions(entry.value, reference); });
}

bool takes_itself_back(const CandidatePlan& plan, const PlannedStep& step, const std::string& host,
                       const Saved& saved) {
  const auto* type = step.step->type;
  if (type->undo == nullptr || type->undoes == nullptr) {
    return false;
  }
  const auto prepared = plan::prepare(plan, step, host, saved);
  return prepared && type->undoes(prepared->parameters);
}

void add_undos(const CandidatePlan& plan, const PlannedStep& step, Owed& owed) {
  const auto hosts = plan::hosts_of(plan, step, owed.saved);
  for (const auto& host : hosts.value_or(std::vector<std::string>{})) {
    if (takes_itself_back(plan, step, host, owed.saved)) {
      owed.undos.push_back({.step = &step, .host = host, .saved = owed.saved});
    }
  }
}

/// Follows one alternative as far as it was asked. False: it was cut short.
bool follow(const CandidatePlan& plan, const std::vector<PlannedStep>& steps, const std::map<StepKey, Attempts>& asked,
            Owed& owed) {
  owed.saved = {};
  for (const auto& step : steps) {
    add_undos(plan, step, owed);
    const auto replay = replay_step(plan, step, asked, owed.saved);
    owed.outcome = replay.complete ? replay.judgement.outcome : Outcome::error;
    if (!replay.complete || owed.outcome != Outcome::pass) {
      return replay.complete;
    }
    owed.saved = replay.judgement.saved;
  }
  return true;
}

/// Without what was put to a host before the last time that a step of restoring was begun with it.
CheckRecord last_series(const CheckRecord& record) {
  const auto place = [](const Observation& it) { return std::tie(it.step, it.host); };
  std::map<std::tuple<StepKey, std::string>, std::int64_t> begun;
  for (const auto* observation : record.observations) {
    if (observation->attempt == 1) {
      auto& id = begun[place(*observation)];
      id = std::max(id, observation->id);
    }
  }
  CheckRecord last{.end = record.end};
  for (const auto* observation : record.observations) {
    if (observation->step.part == Part::step || observation->id >= begun[place(*observation)]) {
      last.observations.push_back(observation);
    }
  }
  return last;
}

/// Why an undo did not work, or an empty text.
std::string trouble_of(const CandidatePlan& plan, const OwedUndo& undo, const Observation& observation) {
  if (observation.answer.ending != Ending::completed) {
    return observation.answer.message;
  }
  const auto facts = plan::prepare(plan, *undo.step, undo.host, undo.saved).and_then([&](const Prepared& prepared) {
    return undo.step->step->type->read(prepared.parameters, observation.answer);
  });
  if (!facts) {
    return facts.error().message;
  }
  return facts->value("done", false) ? "" : "the undo did not work";
}

void look_at_undos(const CandidatePlan& plan, const CheckRecord& record, const Owed& owed, Dirt& dirt) {
  for (const auto* observation : record.observations) {
    auto key = observation->step;
    key.part = Part::step;
    const auto undo = std::find_if(owed.undos.begin(), owed.undos.end(), [&](const OwedUndo& it) {
      return it.step->key == key && it.host == observation->host;
    });
    if (observation->step.part != Part::undo || undo == owed.undos.end()) {
      continue;
    }
    if (auto why = trouble_of(plan, *undo, *observation); !why.empty()) {
      dirt.emplace(observation->host, std::move(why));
    }
  }
}

void look_at(const CandidatePlan& plan, const PlannedStep& step, const std::map<StepKey, Attempts>& asked,
             const Saved& saved, Dirt& dirt) {
  if (asked.count(step.key) == 0) {
    return;
  }
  const auto replay = replay_step(plan, step, asked, saved);
  if (replay.complete && replay.judgement.outcome == Outcome::pass) {
    return;
  }
  const auto hosts = plan::hosts_of(plan, step, saved);
  for (const auto& host : hosts.value_or(std::vector<std::string>{})) {
    dirt.emplace(host, replay.complete ? replay.judgement.why : "it was cut short");
  }
}

}  // namespace

bool lacks_saved(const PlannedStep& step, const PlannedCheck& check, const Saved& saved) {
  for (const auto& alternative : check.alternatives) {
    for (const auto& planned : alternative) {
      for (const auto& [name, fact] : planned.step->save) {
        const auto unsaved = saved.facts.find(name) == saved.facts.end();
        for (const auto& [parameter, node] : step.step->parameters) {
          if (unsaved && mentions(node, "saved." + name)) {
            return true;
          }
        }
      }
    }
  }
  return false;
}

Owed owed(const CandidatePlan& plan, const PlannedCheck& check, const CheckRecord& record) {
  const auto asked = by_step(record);
  Owed owed;
  for (const auto& steps : check.alternatives) {
    if (!follow(plan, steps, asked, owed) || owed.outcome == Outcome::pass) {
      break;
    }
  }
  return owed;
}

std::map<std::string, std::string> left_dirty(const CandidatePlan& plan, const PlannedCheck& check,
                                              const CheckRecord& record) {
  const auto last = last_series(record);
  const auto asked = by_step(last);
  const auto done = owed(plan, check, last);
  Dirt dirt;
  look_at_undos(plan, last, done, dirt);
  for (const auto* part : {&check.cleanup, &check.restored}) {
    for (const auto& step : *part) {
      look_at(plan, step, asked, done.saved, dirt);
    }
  }
  return dirt;
}

}  // namespace labcheck::judge
