#pragma once

#include <chrono>

#include <labcheck/value.hpp>

namespace labcheck::observe {

/// Wall-clock times that no jump of the system's clock can disturb: one look at it, then the monotonic clock.
class WallClock {
 public:
  using Steady = std::chrono::steady_clock;

  Time at(Steady::time_point moment) const {
    return std::chrono::time_point_cast<Duration>(wall_ + std::chrono::duration_cast<Duration>(moment - steady_));
  }
  Time now() const { return at(Steady::now()); }

 private:
  Steady::time_point steady_{Steady::now()};
  std::chrono::sys_time<std::chrono::nanoseconds> wall_{std::chrono::system_clock::now()};
};

}  // namespace labcheck::observe
