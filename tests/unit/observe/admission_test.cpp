#include "observe/admission.hpp"

#include <optional>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <doctest/doctest.h>

using namespace labcheck;
using labcheck::observe::Admission;
namespace asio = boost::asio;

namespace {

constexpr Duration hour{3'600'000};

/// Some who enter one after the other and keep what they got.
struct Visitors {
  asio::io_context io{};
  Admission admission;
  std::vector<int> came{};
  std::vector<std::optional<Admission::Pass>> passes{};

  explicit Visitors(int most) : admission{most} {}

  void come(int who, Duration patience) {
    passes.resize(static_cast<std::size_t>(who) + 1);
    asio::co_spawn(
        io,
        [](Visitors& self, int own, Duration patient) -> asio::awaitable<void> {
          auto pass = co_await self.admission.enter(patient);
          self.came.push_back(own);
          self.passes[static_cast<std::size_t>(own)] = std::move(pass);
        }(*this, who, patience),
        asio::detached);
  }
  /// Lets all run that can without waiting for a clock.
  void settle() {
    io.restart();
    while (io.poll() > 0) {
    }
  }
  void leave(int who) { passes[static_cast<std::size_t>(who)].reset(); }
};

}  // namespace

TEST_SUITE("observe/admission") {
  TEST_CASE("no more than the bound are inside, and who came first is first") {
    Visitors visitors{2};
    for (int who = 0; who < 5; ++who) {
      visitors.come(who, hour);
    }
    visitors.settle();
    CHECK(visitors.came == std::vector{0, 1});
    visitors.leave(1);
    visitors.settle();
    CHECK(visitors.came == std::vector{0, 1, 2});
    visitors.leave(0);
    visitors.leave(2);
    visitors.settle();
    CHECK(visitors.came == std::vector{0, 1, 2, 3, 4});
  }

  TEST_CASE("who holds a place for too long counts no more: dead hosts don't fill it for ever") {
    Visitors visitors{2};
    visitors.come(0, Duration{1});
    visitors.come(1, Duration{1});
    visitors.come(2, Duration{1});
    visitors.io.run();
    CHECK(visitors.came == std::vector{0, 1, 2});
    CHECK(visitors.passes[0].has_value());
  }

  TEST_CASE("a place that is extended counts on; one whose time was over does not come back") {
    Visitors visitors{1};
    visitors.come(0, Duration{200});
    visitors.settle();
    visitors.passes[0]->extend(hour);
    visitors.come(1, Duration{1});
    visitors.io.restart();
    visitors.io.run_for(std::chrono::milliseconds{300});
    CHECK(visitors.came == std::vector{0});
    visitors.leave(0);
    visitors.settle();
    CHECK(visitors.came == std::vector{0, 1});
    visitors.come(2, hour);
    visitors.io.restart();
    visitors.io.run();
    CHECK(visitors.came == std::vector{0, 1, 2});
    visitors.passes[1]->extend(hour);
    visitors.leave(2);
    visitors.come(3, hour);
    visitors.settle();
    CHECK(visitors.came == std::vector{0, 1, 2, 3});
  }

  TEST_CASE("one who waits may end, and a pass may outlive the room") {
    std::optional<Admission::Pass> kept;
    {
      Visitors visitors{1};
      visitors.come(0, hour);
      visitors.come(1, hour);
      visitors.settle();
      kept = std::move(visitors.passes[0]);
    }
    kept.reset();
  }
}
