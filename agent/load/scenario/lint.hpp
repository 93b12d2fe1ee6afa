#pragma once

#include "load/scenario/context.hpp"

namespace labcheck::load {

/// Warns of what is allowed and probably not meant: hints that give the answer away, names that nothing uses, texts
/// in one language only.
void lint(Context& context);

}  // namespace labcheck::load
