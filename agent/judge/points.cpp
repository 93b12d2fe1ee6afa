#include "judge/points.hpp"

#include <numeric>

namespace labcheck::judge {

std::vector<Points> deal(std::int64_t total, const std::vector<std::int64_t>& weights) {
  const auto sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
  std::vector<Points> dealt(weights.size());
  if (sum <= 0) {
    return dealt;
  }
  auto left = total * 100;
  std::size_t last = 0;
  for (std::size_t at = 0; at < weights.size(); ++at) {
    dealt[at].hundredths = total * 100 * weights[at] / sum;
    left -= dealt[at].hundredths;
    last = weights[at] > 0 ? at : last;
  }
  dealt[last].hundredths += left;
  return dealt;
}

}  // namespace labcheck::judge
