#pragma once

#include <string>

#include <labcheck/value.hpp>

#include "csv.hpp"

namespace labcheck::checks {

/// What is wrong with the parameters products, row_sums, totals, total_label and decimals; empty when nothing is.
std::string recompute_complaint(const Value& parameters);

/// Computes a table's columns anew as the parameters say: `recomputed` (whether all is right) and `wrong_cells` with
/// row (as people count lines, the header being 1), column, found and expected. Nothing is added where nothing is asked
/// for.
void recompute(const Table& table, const Value& parameters, Value& facts);

}  // namespace labcheck::checks
