#pragma once

#include <optional>
#include <string>
#include <vector>

#include <labcheck/plan.hpp>
#include <labcheck/ruling.hpp>

#include "load/loaded.hpp"
#include "load/sources.hpp"

namespace labcheck::load {

/// A ruling as it was written down: what it is on may be said shortly, and may not exist.
struct RulingDraft {
  RulingKind kind{RulingKind::failed};
  std::string candidate{};
  std::string scenario{};  ///< empty: the only one with such a check
  std::string check{};
  std::string skill{};  ///< of a waiver in place of `check`: all checks of this skill code
  std::string by{};
  std::string role{};
  std::string comment{};
  Time at{};
  std::optional<Time> expires{};
  Place candidate_place{};
  Place scenario_place{};
  Place target_place{};  ///< of `check` or `skill`
};

/// Loads a rulings file (docs/reference/rulings.md).
Loaded<std::vector<RulingDraft>> load_rulings(const std::string& path, const Sources& sources);

/// The drafts' rulings on the checks of a plan. Errors: a candidate, scenario, check or skill that the plan does not
/// have, a check that several scenarios have, an attestation of a check that the machine judges.
Loaded<std::vector<Ruling>> resolve_rulings(const std::vector<RulingDraft>& drafts, const Plan& plan);

}  // namespace labcheck::load
