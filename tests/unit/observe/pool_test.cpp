#include "observe/clients/pool.hpp"

#include <atomic>
#include <chrono>
#include <csignal>
#include <stdexcept>
#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <doctest/doctest.h>

using namespace labcheck;
using namespace labcheck::observe;
namespace asio = boost::asio;

namespace {

Result<int> ran(
    std::function<int()> work, Duration timeout, std::function<void()> give_up = [] {}) {
  asio::io_context io;
  Result<int> result = failed(ErrorKind::invalid, "never set");
  auto run = [&]() -> asio::awaitable<void> {
    result = co_await run_blocking<int>(work, deadline_in(timeout), give_up);
  };
  asio::co_spawn(io, run(), asio::detached);
  io.run();
  return result;
}

}  // namespace

TEST_SUITE("observe/clients/pool") {
  TEST_CASE("the result comes back, and from another thread") {
    const auto here = std::this_thread::get_id();
    CHECK(ran([here] { return std::this_thread::get_id() == here ? 1 : 2; }, Duration{5'000}) == 2);
  }

  TEST_CASE("an exception is an error") {
    const auto result = ran([]() -> int { throw std::runtime_error{"broke"}; }, Duration{5'000});
    REQUIRE_FALSE(result);
    CHECK(result.error().message == "broke");
  }

  TEST_CASE("work that is told to give up at the deadline still hands its result in") {
    auto stop = std::make_shared<std::atomic<bool>>(false);
    const auto result = ran(
        [stop] {
          while (!*stop) {
            std::this_thread::sleep_for(Duration{1});
          }
          return 3;
        },
        Duration{50}, [stop] { *stop = true; });
    CHECK(result == 3);
  }

  TEST_CASE("work that never returns is left behind a second after its deadline, and may end after its io_context") {
    auto stop = std::make_shared<std::atomic<bool>>(false);
    auto begun = std::make_shared<std::atomic<bool>>(false);
    auto ended = std::make_shared<std::atomic<bool>>(false);
    const auto started = std::chrono::steady_clock::now();
    const auto result = ran(
        [stop, begun, ended] {
          *begun = true;
          while (!*stop) {
            std::this_thread::sleep_for(Duration{1});
          }
          *ended = true;
          return 4;
        },
        Duration{20});
    REQUIRE_FALSE(result);
    CHECK(result.error().kind == ErrorKind::timed_out);
    CHECK(std::chrono::steady_clock::now() - started < Duration{10'000});
    *stop = true;
    REQUIRE(*begun);
    while (!*ended) {
      std::this_thread::sleep_for(Duration{1});
    }
    std::this_thread::sleep_for(Duration{20});
  }

  TEST_CASE("a coroutine that is destroyed while it waits leaves the work alone") {
    auto stop = std::make_shared<std::atomic<bool>>(false);
    auto begun = std::make_shared<std::atomic<bool>>(false);
    auto ended = std::make_shared<std::atomic<bool>>(false);
    {
      asio::io_context io;
      std::function<int()> work = [stop, begun, ended] {
        *begun = true;
        while (!*stop) {
          std::this_thread::sleep_for(Duration{1});
        }
        *ended = true;
        return 5;
      };
      std::function<void()> give_up = [] {};
      auto run = [&]() -> asio::awaitable<void> {
        co_await run_blocking<int>(work, deadline_in(Duration{60'000}), give_up);
      };
      asio::co_spawn(io, run(), asio::detached);
      while (!*begun) {  // work that never began is never done either: this test waited for it for ever once
        io.run_for(Duration{5});
      }
    }
    *stop = true;
    while (!*ended) {
      std::this_thread::sleep_for(Duration{1});
    }
    std::this_thread::sleep_for(Duration{20});
    CHECK(*ended);
  }

  TEST_CASE("the pool's threads are deaf to a broken pipe") {
    CHECK(ran(
              [] {
                sigset_t blocked;
                pthread_sigmask(SIG_BLOCK, nullptr, &blocked);
                return sigismember(&blocked, SIGPIPE);
              },
              Duration{5'000}) == 1);
  }
}
