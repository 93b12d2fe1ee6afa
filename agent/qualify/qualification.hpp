#pragma once

#include <functional>
#include <string>
#include <vector>

#include "qualify/record.hpp"
#include "qualify/trial.hpp"

namespace labcheck::qualify {

/// Which rows to try.
struct Selection {
  std::vector<std::string> only{};  ///< words of a row's title, or codes that it names; empty for all
  bool changed{false};              ///< only rows that don't hold as stored; with `sample`: these, and a sample besides
  int sample{0};                    ///< this many of the faults, cheats and alternatives, at random; 0 for all
  bool unasked{false};              ///< also faults that nobody wrote
  int at_once{2};
};

/// The selected rows in the table's order. Those that make solved hosts come along where others start from them.
std::vector<Row> select_rows(const Folder& folder, const Scenario& scenario, const Stored& stored,
                             const Selection& selection);

/// Tries the rows, several at once where the lab allows it; `tried` is called for each as it ends, one at a time. Once
/// the solution doesn't hold, nothing that starts from it is tried.
void try_rows(const std::vector<Row>& rows, Lab& lab, const TrialPlan& plan, int at_once,
              const std::function<void(const Row&, const RowResult&)>& tried);

/// Checks that no fault of the stored rows turns; empty while a fault was never tried.
std::vector<std::string> never_killed(const Folder& folder, const Scenario& scenario, const Stored& stored);

}  // namespace labcheck::qualify
