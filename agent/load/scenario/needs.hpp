#pragma once

#include "load/scenario/context.hpp"

namespace labcheck::load {

/// Checks every `needs:` once all checks are known: that it names another check, and that none needs itself in a circle.
void check_needs(Context& context);

}  // namespace labcheck::load
