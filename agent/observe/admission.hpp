#pragma once

#include <list>
#include <memory>
#include <set>
#include <utility>

#include "observe/waiting.hpp"

namespace labcheck::observe {

/// Lets a bounded number through at a time, in the order in which they came. Whoever holds a place longer than it may
/// keeps going, but counts no more: a room full of dead hosts holds up the others for no longer than that. Used on the
/// I/O thread only; a pass may outlive it.
class Admission {
  using Place = std::pair<Deadline, int>;  ///< until when it counts, and whose it is
  struct Hall {
    int most{0};
    int last{0};
    std::set<Place> places{};
    std::list<Signal> queue{};

    bool has_room() {
      places.erase(places.begin(), places.lower_bound({std::chrono::steady_clock::now(), 0}));
      return static_cast<int>(places.size()) < most;
    }
    void call_next() {
      if (!queue.empty()) {
        queue.front().notify();
      }
    }
  };
  /// One who waits; a waiting coroutine may also end by being destroyed.
  struct Waiting {
    explicit Waiting(std::shared_ptr<Hall> whose)
        : hall{std::move(whose)}, own{hall->queue.emplace(hall->queue.end())} {}
    ~Waiting() {
      hall->queue.erase(own);
      hall->call_next();
    }
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;

    std::shared_ptr<Hall> hall;
    std::list<Signal>::iterator own;
  };

 public:
  class Pass {
   public:
    Pass() = default;
    Pass(std::shared_ptr<Hall> hall, Duration patience)
        : hall_{std::move(hall)}, place_{deadline_in(patience), ++hall_->last} {
      hall_->places.insert(place_);
    }
    Pass(Pass&& other) noexcept : hall_{std::exchange(other.hall_, nullptr)}, place_{other.place_} {}
    Pass& operator=(Pass&& other) noexcept {
      std::swap(hall_, other.hall_);
      std::swap(place_, other.place_);
      return *this;
    }
    ~Pass() {
      if (hall_ && hall_->places.erase(place_) > 0) {
        hall_->call_next();
      }
    }
    /// Counts from now on for this long, unless its time is over.
    void extend(Duration patience) {
      if (hall_ && hall_->places.erase(place_) > 0) {
        place_.first = deadline_in(patience);
        hall_->places.insert(place_);
      }
    }

   private:
    std::shared_ptr<Hall> hall_{};
    Place place_{};
  };

  /// `most`: at least 1.
  explicit Admission(int most) { hall_->most = most; }

  boost::asio::awaitable<Pass> enter(Duration patience) {
    const auto hall = hall_;
    const Waiting waiting{hall};
    while (waiting.own != hall->queue.begin() || !hall->has_room()) {
      const bool next = waiting.own == hall->queue.begin();
      co_await waiting.own->wait(next ? hall->places.begin()->first : Deadline::max());
    }
    co_return Pass{hall, patience};
  }

 private:
  std::shared_ptr<Hall> hall_{std::make_shared<Hall>()};
};

}  // namespace labcheck::observe
