#pragma once

#include <vector>

#include <labcheck/scenario.hpp>

#include "qualify/row.hpp"

namespace labcheck::qualify {

/// Faults that nobody wrote: whatever the scenario's host checks ask about is broken, one thing at a time (a service
/// stopped, a file removed, …). One that no check notices is a hint to the author, not a survivor.
std::vector<Row> unasked_faults(const Scenario& scenario);

}  // namespace labcheck::qualify
