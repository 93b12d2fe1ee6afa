#pragma once

#include "load/scenario/context.hpp"

namespace labcheck::load {

/// A refusal proves something only where another step of the check shows that the same path works.
void check_refusals(const Check& check, Findings& findings);
/// And so does silence, which may be the way's own.
void check_silence(const Check& check, Findings& findings);

}  // namespace labcheck::load
