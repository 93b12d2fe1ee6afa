#pragma once

#include <labcheck/check_type.hpp>

namespace labcheck::checks {

/// The reading half of `swift`.
Result<Value> read_swift(const Value& parameters, const Answer& answer);

}  // namespace labcheck::checks
