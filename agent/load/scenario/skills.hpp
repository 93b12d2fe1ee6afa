#pragma once

#include "load/scenario/context.hpp"

namespace labcheck::load {

/// Reads `skills:` of a scenario with their checks.
void read_skills(const Entry& skills, Context& context);

}  // namespace labcheck::load
