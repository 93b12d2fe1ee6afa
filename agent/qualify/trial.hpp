#pragma once

#include <string>

#include "qualify/compare.hpp"
#include "qualify/lab.hpp"

namespace labcheck::qualify {

/// What trying rows needs to know; values only, so that rows may be tried side by side.
struct TrialPlan {
  LabPlan lab{};
  const Folder* folder{nullptr};
  const Scenario* scenario{nullptr};
};

/// Tries one row on fresh hosts: prepares them, grades them by labcheck itself, compares, and ends the lab. `scratch`
/// names the row's files. `kept`: the lab can give solved hosts; a row of kind `solved` sets it when its hosts were
/// kept.
RowResult try_row(const Row& row, const std::string& scratch, Lab& lab, const TrialPlan& plan, bool& kept);

}  // namespace labcheck::qualify
