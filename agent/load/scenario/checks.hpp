#pragma once

#include <optional>

#include "load/scenario/context.hpp"

namespace labcheck::load {

/// Reads one check of a skill. nullopt when it isn't even a map; any other error keeps what could be read.
std::optional<Check> read_check(const Node& node, Context& context);

}  // namespace labcheck::load
