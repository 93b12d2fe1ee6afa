#pragma once

#include <cstdint>
#include <vector>

#include <labcheck/verdict.hpp>

namespace labcheck::judge {

/// `total` points dealt out by weight, in exact hundredths; the last with a weight takes the remainder.
std::vector<Points> deal(std::int64_t total, const std::vector<std::int64_t>& weights);

}  // namespace labcheck::judge
