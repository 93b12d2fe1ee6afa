#pragma once

#include <labcheck/check_type.hpp>

namespace labcheck::checks {

/// The reading half of `s3`.
Result<Value> read_s3(const Value& parameters, const Answer& answer);

}  // namespace labcheck::checks
