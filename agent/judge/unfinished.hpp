#pragma once

#include <set>

#include <labcheck/ledger.hpp>
#include <labcheck/plan.hpp>

namespace labcheck::judge {

/// What a run that ended or died has yet to do. Keys are those of checks, with run 0.
struct Unfinished {
  std::set<CheckKey> open{};   ///< to be asked: never asked to its end, and by nothing that it needs kept from it
  std::set<CheckKey> erred{};  ///< asked to its end, and in error: only a person has it asked again
  bool owes{false};            ///< something that was changed is not known to be restored
};

/// Looks through a record by the plan without secrets.
Unfinished unfinished(const Plan& plan, const Record& record);

}  // namespace labcheck::judge
