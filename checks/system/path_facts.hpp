#pragma once

#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

#include "checks/reading.hpp"

namespace labcheck::checks {

/// What `look_at` of path_script.hpp says of something that is there: `type`, `mode`, `size`, `owner` and `group`.
Result<Value> read_properties(const Fields& fields);

}  // namespace labcheck::checks
