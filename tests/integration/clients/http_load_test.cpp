#include <condition_variable>
#include <mutex>

#include <doctest/doctest.h>

#include "support/scripted_service.hpp"
#include "support/server_process.hpp"
#include "talk.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

/// Lets nobody go before `wanted` are there at once; in the end nobody waits any more.
class Gathering {
 public:
  explicit Gathering(int wanted) : wanted_{wanted} {}
  void meet() {
    std::unique_lock lock{mutex_};
    ++here_;
    changed_.notify_all();
    changed_.wait_for(lock, std::chrono::seconds{10}, [&] { return here_ >= wanted_; });
  }

 private:
  int wanted_;
  int here_{0};
  std::mutex mutex_{};
  std::condition_variable changed_{};
};

}  // namespace

TEST_SUITE("clients/http under load") {
  TEST_CASE("as many requests as were asked for are under way at once, and no more are made") {
    Gathering gathering{4};
    const ScriptedService service{[&](const Peer& peer) {
      peer.receive("\r\n\r\n");
      gathering.meet();
      peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    }};
    const auto talked = talk(http(service.port(), {{"times", 4}, {"concurrency", 4}}), Duration{8'000});
    REQUIRE_MESSAGE(talked.answer.ending == Ending::completed, talked.answer.message);
    CHECK(talked.answer.reply.at("responses").size() == 4);
    for (const auto& response : talked.answer.reply.at("responses")) {
      CHECK(response.at("status") == 200);
      CHECK(response.at("body") == "ok");
    }
    CHECK(service.connections() == 4);
  }

  TEST_CASE("every request has its answer, good or bad") {
    std::atomic<int> turn{0};
    const ScriptedService service{[&](const Peer& peer) {
      peer.receive("\r\n\r\n");
      if (++turn % 3 == 0) {
        peer.reset();
        return;
      }
      peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    }};
    const auto talked = talk(http(service.port(), {{"times", 30}, {"concurrency", 6}}));
    REQUIRE_MESSAGE(talked.answer.ending == Ending::completed, talked.answer.message);
    const auto& responses = talked.answer.reply.at("responses");
    CHECK(responses.size() == 30);
    CHECK(std::count_if(responses.begin(), responses.end(), [](const Value& one) { return one.contains("failure"); }) ==
          10);
  }

  TEST_CASE("one that is silent makes the whole answer a time-out, in time") {
    std::atomic<int> turn{0};
    const ScriptedService service{[&](const Peer& peer) {
      peer.receive("\r\n\r\n");
      if (++turn == 5) {
        peer.wait_for_end();
        return;
      }
      peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    }};
    const auto talked = talk(http(service.port(), {{"times", 20}, {"concurrency", 4}}), Duration{1'500});
    CHECK(talked.answer.ending == Ending::timed_out);
    CHECK(talked.elapsed < Duration{4'000});
  }

  TEST_CASE("nobody listens: each request says so") {
    const auto talked = talk(http(free_port(), {{"times", 6}, {"concurrency", 3}}));
    CHECK(talked.answer.ending == Ending::completed);
    CHECK(talked.answer.reply.at("connected") == false);
    CHECK(talked.answer.reply.at("responses").size() == 6);
  }
}
