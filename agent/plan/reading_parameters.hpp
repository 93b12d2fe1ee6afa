#pragma once

#include <labcheck/check_type.hpp>

#include "plan/expand.hpp"

namespace labcheck::plan {

/// A step's parameters filled in and read by the kinds that its type declares; defaults stand in for what the step
/// leaves out. Errors name the place, the parameter and the type.
Result<Value> read_parameters(const Step& step, const Scope& scope);

/// The same before anything is filled in: texts keep their `${…}`, whatever the declared kinds.
Value unread_parameters(const Step& step);

}  // namespace labcheck::plan
