#include "judge/points.hpp"

#include <numeric>

namespace labcheck::judge {

std::vector<Points> deal(std::int64_t total, const std::vector<std::int64_t>& weights) {
  const auto sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
  std::vector<Points> dealt(weights.size());
  if (sum <= 0) {
    return dealt;
  }
  std::int64_t weight = 0;
  std::int64_t given = 0;
  for (std::size_t at = 0; at < weights.size(); ++at) {
    weight += weights[at];
    const auto due = total * 100 * weight / sum;
    dealt[at].hundredths = due - given;
    given = due;
  }
  return dealt;
}

}  // namespace labcheck::judge
