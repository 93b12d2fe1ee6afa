#pragma once

#include <chrono>

#include <labcheck/value.hpp>

namespace labcheck::observe {

/// A moment of the monotonic clock; one is passed down through everything that a request needs, never nested.
using Deadline = std::chrono::steady_clock::time_point;

inline Deadline deadline_in(Duration duration) {
  return std::chrono::steady_clock::now() + duration;
}

/// What is left until a deadline, never negative.
inline Duration left_until(Deadline deadline) {
  const auto left = std::chrono::duration_cast<Duration>(deadline - std::chrono::steady_clock::now());
  return left > Duration{0} ? left : Duration{0};
}

}  // namespace labcheck::observe
