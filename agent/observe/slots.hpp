#pragma once

#include <functional>

#include "observe/waiting.hpp"

namespace labcheck::observe {

/// How many hosts may have a session at once (`--jobs`). A full house asks an idle host to leave.
class Slots {
 public:
  explicit Slots(int most) : most_{most} {}

  boost::asio::awaitable<void> take() {
    while (most_ > 0 && taken_ >= most_) {
      if (ask_to_leave) {
        ask_to_leave();
      }
      co_await changed_.wait(deadline_in(Duration{1'000}));
    }
    ++taken_;
  }
  void give_back() {
    --taken_;
    changed_.notify();
  }
  /// A host has become idle.
  void idle() { changed_.notify(); }

  std::function<void()> ask_to_leave{};

 private:
  int most_;
  int taken_{0};
  Signal changed_{};
};

}  // namespace labcheck::observe
