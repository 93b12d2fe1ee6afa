#pragma once

#include <string>

#include <labcheck/answer.hpp>
#include <labcheck/request.hpp>

namespace labcheck {

/// Which part of a check a step belongs to. `undo` takes back the step with the same alternative and number.
enum class Part { step, undo, cleanup, restored };

constexpr std::string_view to_string(Part part) {
  constexpr std::string_view names[] = {"step", "undo", "cleanup", "restored"};
  return names[static_cast<int>(part)];
}

/// A step's place within its check.
struct StepKey {
  Part part{Part::step};
  int alternative{0};
  int step{0};
  auto operator<=>(const StepKey&) const = default;
};

/// A check of one candidate in one scenario, and which run of it (1, then one more at each resume or retry).
struct CheckKey {
  std::string candidate{};
  std::string scenario{};
  std::string check{};
  int run{1};
  auto operator<=>(const CheckKey&) const = default;
};

/// A request with its answer, as recorded. Waiting makes several of them: attempts 1, 2, …
struct Observation {
  std::int64_t id{0};  ///< its number in the ledger
  CheckKey check{};
  StepKey step{};
  std::string host{};  ///< "web[0]", "lb", or "agent"
  int attempt{1};
  Request request{};
  Answer answer{};
};

/// How the asking of a check ended: `complete`, or why not everything was asked.
struct CheckEnd {
  CheckKey check{};
  bool complete{true};
  std::string reason{};  ///< when not complete: one sentence ("the run was interrupted")
};

/// Something for the proctor's eye that changes no verdict.
struct Flag {
  std::string candidate{};
  std::string host{};  ///< may be empty
  std::string code{};  ///< stable word: "twin-host", "rc-noise", "cleanup-failed", …
  std::string message{};
  bool operator==(const Flag&) const = default;
};

}  // namespace labcheck
