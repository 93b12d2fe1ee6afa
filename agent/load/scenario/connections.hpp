#pragma once

#include "load/scenario/context.hpp"

namespace labcheck::load {

/// Reads `connections:` of a scenario.
void read_connections(const Entry* connections, Context& context);

}  // namespace labcheck::load
