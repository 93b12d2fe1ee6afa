#pragma once

#include <cstdint>
#include <string_view>

#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

namespace labcheck::checks {

/// The facts that the output of iputils' or busybox's ping and its exit status give.
Result<Value> read_ping(std::string_view output, std::int64_t status);

}  // namespace labcheck::checks
