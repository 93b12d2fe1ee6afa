#pragma once

#include <cstddef>

#include <labcheck/answer.hpp>

namespace labcheck::observe {

/// How much is taken of all answers of one candidate together: a run keeps them until its end, and hosts that flood,
/// attempt by attempt, must not take the memory that other candidates need.
class Allowance {
 public:
  explicit Allowance(std::size_t most = std::size_t{256} << 20) : most_{most} {}

  /// Counts an answer. A big one for which nothing is left is cut down to why; small ones are always taken, so that
  /// a lab can still be restored.
  void charge(Answer& answer);

 private:
  std::size_t most_;
  std::size_t taken_{0};
};

}  // namespace labcheck::observe
