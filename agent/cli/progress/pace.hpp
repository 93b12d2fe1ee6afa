#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>

#include <labcheck/value.hpp>

namespace labcheck::cli {

/// How fast checks end, and how long it may still take. Moments are given: it has no clock.
class Pace {
 public:
  using Moment = std::chrono::steady_clock::time_point;

  explicit Pace(Moment begun) : begun_{begun} {}

  /// A check has ended; `line`: it was asked one by one, and took `length`.
  void ended(Moment now, bool line, Duration length);
  Duration elapsed(Moment now) const { return std::chrono::duration_cast<Duration>(now - begun_); }
  /// Checks a second, lately.
  double rate(Moment now) const;
  /// About how long it takes until `together` checks that wait for answers together have ended, and then `line` more
  /// of one candidate, one by one. Nothing while there is too little to go by.
  std::optional<Duration> left(Moment now, std::size_t together, std::size_t line) const;

 private:
  /// What ended within one second of the run.
  struct Second {
    std::int64_t number{0};
    int together{0};
    int line{0};
  };

  std::int64_t second_of(Moment now) const;
  double lately(Moment now, bool together, bool line) const;

  Moment begun_;
  std::deque<Second> seconds_{};
  int together_ended_{0};
  int line_ended_{0};
  Duration line_length_{0};
};

}  // namespace labcheck::cli
