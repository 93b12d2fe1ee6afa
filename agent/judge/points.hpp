#pragma once

#include <cstdint>
#include <vector>

#include <labcheck/verdict.hpp>

namespace labcheck::judge {

/// `total` points dealt out by weight, in exact hundredths: remainders are carried on, so that none is off by a whole
/// one.
std::vector<Points> deal(std::int64_t total, const std::vector<std::int64_t>& weights);

}  // namespace labcheck::judge
