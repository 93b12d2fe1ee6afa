#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <labcheck/observation.hpp>
#include <labcheck/roster.hpp>
#include <labcheck/scenario.hpp>

namespace labcheck {

/// A host of one candidate.
struct BoundHost {
  std::string name{};   ///< in messages and records: its label; "demo/web-tier/lb" where it is this scenario's alone
  std::string label{};  ///< within its scenario: "lb" for a role of one, "web[0]" for a role of several
  std::string entry{};  ///< `RosterHost::role` of its line in the roster
  std::string role{};
  int index{0};
  std::string address{};
  bool proctor{false};  ///< of a role that candidates can't touch
};

/// The values drawn or given for one candidate in one scenario, by parameter name.
using Parameters = std::map<std::string, Value>;

struct PlannedStep {
  StepKey key{};
  const Step* step{nullptr};
  std::vector<std::string> hosts{};  ///< whom to ask; "agent" for the agent; empty while `late` isn't bound
  bool late{false};                  ///< hosts depend on a name bound by an earlier step
  bool changes{false};
  Duration timeout{0};
  Duration within{0};  ///< 0: asked once
  Duration every{0};
  Duration hold{0};
};

struct PlannedCheck {
  const Check* check{nullptr};
  const GradedSkill* skill{nullptr};
  std::vector<std::vector<PlannedStep>> alternatives{};
  std::vector<PlannedStep> cleanup{};
  std::vector<PlannedStep> restored{};
};

/// What one candidate is asked in one scenario; checks in the order in which they may run (phase, then file order,
/// each after what it needs).
struct CandidatePlan {
  const Candidate* candidate{nullptr};
  std::shared_ptr<const Scenario> scenario{};
  std::vector<BoundHost> hosts{};
  Parameters parameters{};
  std::vector<PlannedCheck> checks{};
  std::vector<std::string> selected_codes{};  ///< `--skill`: these only; empty for all
  bool corrected{false};  ///< not the scenario that was asked: answers count only where it asks the same

  const BoundHost* find_host(std::string_view name) const { return find(&BoundHost::name, name); }
  const BoundHost* find_label(std::string_view label) const { return find(&BoundHost::label, label); }

 private:
  const BoundHost* find(std::string BoundHost::*field, std::string_view text) const {
    for (const auto& host : hosts) {
      if (host.*field == text) {
        return &host;
      }
    }
    return nullptr;
  }
};

/// Everything that a run asks. The roster and the scenarios live as long as the plan.
struct Plan {
  std::shared_ptr<const Roster> roster{};
  std::vector<CandidatePlan> candidates{};
};

/// What earlier steps of a check left for later ones: saved facts and hosts found by `as:`.
struct Saved {
  std::map<std::string, Value> facts{};
  std::map<std::string, std::string> hosts{};
};

/// A step made ready for one host: `${…}` filled in.
struct Prepared {
  Value parameters = Value::object();  ///< by the type's declared kinds
  Request request{};
  Expectation expect{};  ///< operand values read
  Expectation give_up{};
};

}  // namespace labcheck
