#pragma once

#include <string>
#include <vector>

#include <labcheck/value.hpp>

#include "qualify/row.hpp"

namespace labcheck::qualify {

/// What one row came to.
struct RowResult {
  std::vector<std::string> complaints{};  ///< empty: the row holds
  std::vector<std::string> turned{};      ///< checks that this row made fail
  std::vector<std::string> errors{};      ///< of our own: the row could not be tried
  std::int64_t seconds{0};

  bool holds() const { return complaints.empty() && errors.empty(); }
};

/// Compares a candidate's part of a result (labcheck.result/1) with what the row promises (design §10): pristine earns
/// nothing, a solution everything, a fault turns the codes that it names and no other, a cheat passes none of those
/// that it names unless it is flagged as it says. An unasked fault only has to be noticed.
RowResult compare(const Row& row, const Value& candidate);

}  // namespace labcheck::qualify
