#pragma once

#include <deque>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <labcheck/plan.hpp>
#include <labcheck/verdict.hpp>

namespace labcheck::test {

/// Candidates c1, c2, … who are asked the same: a scenario of skills 1.1.1, 1.1.2, … with checks `1.1.1-a`, `1.1.1-b`.
struct Room {
  std::deque<Candidate> people{};
  std::vector<std::shared_ptr<Scenario>> scenarios{};
  Plan plan{};

  explicit Room(std::size_t candidates) {
    for (std::size_t at = 1; at <= candidates; ++at) {
      people.emplace_back().id = "c" + std::to_string(at);
    }
  }
  Room(const Room&) = delete;
  Room& operator=(const Room&) = delete;

  /// A scenario with skills of so many checks each.
  Scenario& add(std::string id, const std::vector<std::string>& codes, std::size_t checks = 2) {
    auto& scenario = *scenarios.emplace_back(std::make_shared<Scenario>());
    scenario.id = std::move(id);
    scenario.level = "junior";
    for (const auto& code : codes) {
      auto& skill = scenario.skills.emplace_back();
      skill.code = code;
      for (std::size_t at = 0; at < checks; ++at) {
        skill.checks.emplace_back().id = code + "-" + static_cast<char>('a' + static_cast<int>(at));
      }
    }
    return scenario;
  }
  /// Once all is added.
  const Plan& planned() {
    for (const auto& scenario : scenarios) {
      for (auto& candidate : people) {
        auto& own = plan.candidates.emplace_back();
        own.candidate = &candidate;
        own.scenario = scenario;
        for (const auto& skill : scenario->skills) {
          for (const auto& check : skill.checks) {
            PlannedCheck planned;
            planned.check = &check;
            planned.skill = &skill;
            own.checks.push_back(std::move(planned));
          }
        }
      }
    }
    return plan;
  }
  const CandidatePlan& of(std::size_t candidate, std::size_t scenario = 0) const {
    return plan.candidates[scenario * people.size() + candidate - 1];
  }
};

inline CheckResult ended(std::string id, Outcome outcome, Duration elapsed = Duration{1000}) {
  CheckResult result;
  result.id = std::move(id);
  result.outcome = outcome;
  result.elapsed = elapsed;
  return result;
}

}  // namespace labcheck::test
