#pragma once

#include <string>
#include <vector>

#include <labcheck/scenario.hpp>
#include <labcheck/verdict.hpp>

#include "qualify/record.hpp"

namespace labcheck::qualify {

/// What stands behind one skill of a scenario.
struct Coverage {
  std::string code{};
  std::vector<Vantage> vantages{};  ///< of its checks as written, weakest first, each once
  bool manual{false};               ///< a person answers one of its checks
  int faults{0};                    ///< rows that hold as the scenario stands and turn this skill
  int cheats{0};                    ///< cheats that hold and don't earn it
  int alternatives{0};              ///< other right solutions that hold, of the scenario as a whole
};

/// Every skill of the scenario in its order. A row that changed since it was tried, or does not hold, proves nothing.
std::vector<Coverage> coverage_of(const Scenario& scenario, const Folder& folder, const Stored& stored);

}  // namespace labcheck::qualify
