#pragma once

#include <string>

#include <labcheck/roster.hpp>

namespace labcheck::plan {

/// What a roster, as it is given now, has other than a recorded one, in words; an empty text when it is the same room.
/// Secrets, comments and layout don't count; parameters that hold secrets must be masked in both.
std::string roster_difference(const Roster& recorded, const Roster& given);

}  // namespace labcheck::plan
