#pragma once

#include <labcheck/place.hpp>
#include <labcheck/roster.hpp>
#include <labcheck/scenario.hpp>

namespace labcheck::load {

/// A scenario's `secret` parameters that a roster gives as plain values are literal secrets: they are taken only from
/// a file that others can't read, unless `open_files` allows it.
Diagnostics check_secret_parameters(const Roster& roster, const Scenario& scenario, bool open_files);

}  // namespace labcheck::load
