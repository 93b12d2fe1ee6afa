#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "observe/waiting.hpp"

namespace labcheck::observe {

/// Lets a bounded number through at a time, for each name by itself. Used on the I/O thread only; a pass may outlive
/// the gate.
class Gate {
  struct Door {
    int inside{0};
    Signal left{};
  };

 public:
  class Pass {
   public:
    Pass() = default;
    explicit Pass(std::shared_ptr<Door> door) : door_{std::move(door)} {}
    Pass(Pass&& other) noexcept : door_{std::exchange(other.door_, nullptr)} {}
    Pass& operator=(Pass&& other) noexcept {
      std::swap(door_, other.door_);
      return *this;
    }
    ~Pass() { leave(); }
    void leave() {
      if (const auto door = std::exchange(door_, nullptr)) {
        --door->inside;
        door->left.notify();
      }
    }

   private:
    std::shared_ptr<Door> door_{};
  };

  explicit Gate(int most) : most_{most} {}

  boost::asio::awaitable<Pass> enter(std::string name) {
    auto& slot = doors_[name];
    if (!slot) {
      slot = std::make_shared<Door>();
    }
    const auto door = slot;
    while (door->inside >= most_) {
      co_await door->left.wait(deadline_in(Duration{60'000}));
    }
    ++door->inside;
    co_return Pass{door};
  }

 private:
  int most_;
  std::map<std::string, std::shared_ptr<Door>> doors_{};
};

}  // namespace labcheck::observe
