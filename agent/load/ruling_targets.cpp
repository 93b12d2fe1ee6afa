#include <algorithm>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include <labcheck/spelling.hpp>

#include "load/fields.hpp"
#include "load/rulings.hpp"

namespace labcheck::load {

namespace {

/// A check that a ruling may be on.
struct Target {
  const CandidatePlan* plan{nullptr};
  const PlannedCheck* check{nullptr};
};

void add_once(std::vector<std::string>& words, const std::string& word) {
  if (std::find(words.begin(), words.end(), word) == words.end()) {
    words.push_back(word);
  }
}

/// Looks up what drafts are on, in one plan.
class Resolver {
 public:
  Resolver(const Plan& plan, Findings& findings) : plan_{plan}, findings_{findings} {}

  void resolve(const RulingDraft& draft, std::vector<Ruling>& rulings) {
    for (const auto& target : targets_of(draft)) {
      rulings.push_back({.kind = draft.kind,
                         .candidate = draft.candidate,
                         .scenario = target.plan->scenario->id,
                         .check = target.check->check->id,
                         .by = draft.by,
                         .role = draft.role,
                         .comment = draft.comment,
                         .at = draft.at,
                         .expires = draft.expires});
    }
  }

 private:
  std::vector<Target> targets_of(const RulingDraft& draft) {
    const auto plans = plans_of(draft);
    if (plans.empty()) {
      return {};
    }
    return draft.skill.empty() ? check_of(draft, plans) : checks_of_skill(draft, plans);
  }

  /// The candidate's plans, or the one of them that the draft names; none once the error is given.
  std::vector<const CandidatePlan*> plans_of(const RulingDraft& draft) {
    std::vector<std::string> candidates;
    std::vector<std::string> scenarios;
    std::vector<const CandidatePlan*> plans;
    for (const auto& plan : plan_.candidates) {
      add_once(candidates, plan.candidate->id);
      if (plan.candidate->id == draft.candidate) {
        add_once(scenarios, plan.scenario->id);
        if (draft.scenario.empty() || draft.scenario == plan.scenario->id) {
          plans.push_back(&plan);
        }
      }
    }
    if (scenarios.empty()) {
      findings_.error(draft.candidate_place, fmt::format("unknown candidate '{}'{}", draft.candidate,
                                                         did_you_mean(draft.candidate, candidates)));
    } else if (plans.empty()) {
      findings_.error(draft.scenario_place, fmt::format("candidate '{}' has no scenario '{}'{}", draft.candidate,
                                                        draft.scenario, did_you_mean(draft.scenario, scenarios)));
    }
    return plans;
  }

  std::vector<Target> check_of(const RulingDraft& draft, const std::vector<const CandidatePlan*>& plans) {
    const bool attested = draft.kind != RulingKind::waived;
    std::vector<Target> found;
    std::vector<std::string> checks;  // that the draft could have meant
    std::vector<std::string> scenarios;
    for (const auto* plan : plans) {
      for (const auto& planned : plan->checks) {
        if (planned.check->id == draft.check) {
          found.push_back({plan, &planned});
          add_once(scenarios, plan->scenario->id);
        }
        if (!attested || planned.check->manual) {
          add_once(checks, planned.check->id);
        }
      }
    }
    if (found.size() == 1 && (!attested || found.front().check->check->manual)) {
      return found;
    }
    findings_.error(draft.target_place, complaint(draft, found, scenarios, checks));
    return {};
  }

  static std::string complaint(const RulingDraft& draft, const std::vector<Target>& found,
                               const std::vector<std::string>& scenarios, const std::vector<std::string>& checks) {
    if (found.empty()) {
      return fmt::format("candidate '{}' has no {}check '{}'{}", draft.candidate,
                         draft.kind == RulingKind::waived ? "" : "manual ", draft.check,
                         did_you_mean(draft.check, checks));
    }
    if (found.size() > 1) {
      return fmt::format("check '{}' is in several scenarios: name one of {}", draft.check, listed(scenarios));
    }
    return fmt::format(
        "check '{}' is judged by the machine: only a manual check is attested, any check can be waived{}", draft.check,
        did_you_mean(draft.check, checks));
  }

  std::vector<Target> checks_of_skill(const RulingDraft& draft, const std::vector<const CandidatePlan*>& plans) {
    std::vector<Target> found;
    std::vector<std::string> codes;
    for (const auto* plan : plans) {
      for (const auto& planned : plan->checks) {
        add_once(codes, planned.skill->code);
        if (planned.skill->code == draft.skill) {
          found.push_back({plan, &planned});
        }
      }
    }
    if (found.empty()) {
      findings_.error(draft.target_place, fmt::format("candidate '{}' has no skill '{}'{}", draft.candidate,
                                                      draft.skill, did_you_mean(draft.skill, codes)));
    }
    return found;
  }

  const Plan& plan_;
  Findings& findings_;
};

}  // namespace

Loaded<std::vector<Ruling>> resolve_rulings(const std::vector<RulingDraft>& drafts, const Plan& plan) {
  Loaded<std::vector<Ruling>> loaded;
  Findings findings{loaded.diagnostics};
  Resolver resolver{plan, findings};
  std::vector<Ruling> rulings;
  for (const auto& draft : drafts) {
    resolver.resolve(draft, rulings);
  }
  if (!has_errors(loaded.diagnostics)) {
    loaded.value = std::make_shared<const std::vector<Ruling>>(std::move(rulings));
  }
  return loaded;
}

}  // namespace labcheck::load
