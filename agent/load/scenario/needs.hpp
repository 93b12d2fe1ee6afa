#pragma once

#include "load/scenario/context.hpp"

namespace labcheck::load {

/// Reads `needs:` of a check into the check and the context.
void read_needs(const Entry& needs, Check& check, Context& context);

/// Checks every `needs:` once all checks are known: that it names another check, and that none needs itself in a
/// circle.
void check_needs(Context& context);

}  // namespace labcheck::load
