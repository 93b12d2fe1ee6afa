#include <deque>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <doctest/doctest.h>

#include "observe/no_ledger.hpp"
#include "observe/run.hpp"
#include "tests/unit/judge/lab.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

/// Says yes to everything; the candidate c01 is slow to.
class SlowAsker final : public observe::Asker {
 public:
  boost::asio::awaitable<Answer> ask(observe::Asked asked) override {
    if (asked.candidate == "c01") {
      boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor, std::chrono::milliseconds{20}};
      co_await timer.async_wait(boost::asio::use_awaitable);
    }
    said.push_back(asked.candidate + (asked.completes ? " write" : " read"));
    Answer answer;
    answer.status = 0;
    answer.out = yes;
    co_return answer;
  }
  std::vector<std::string> said{};
};

/// Two candidates with a check that reads and one that writes.
std::vector<std::string> order_of(bool reads_first) {
  Lab first;
  Lab second;
  second.candidate.id = "c02";
  const auto step = ok_step();
  Check read;
  read.id = "read";
  Check write;
  write.id = "write";
  write.phase = Phase::write;
  PlannedCheck reading{.check = &read};
  reading.alternatives = {{planned(step, {"web[0]"})}};
  PlannedCheck writing{.check = &write};
  writing.alternatives = {{planned(step, {"web[0]"})}};
  writing.alternatives[0][0].changes = true;
  Plan plan;
  for (auto* lab : {&first, &second}) {
    lab->plan.checks = {reading, writing};
    plan.candidates.push_back(lab->plan);
  }
  SlowAsker asker;
  observe::NoLedger ledger;
  observe::Recorder recorder{ledger};
  const observe::RunControl control{.reads_first = reads_first};
  const observe::Progress progress;
  const observe::Past past;  // outlives the coroutine, as all the others do
  boost::asio::io_context io{1};
  boost::asio::co_spawn(io, observe::run_plan(plan, plan, asker, recorder, progress, control, past),
                        boost::asio::detached);
  io.run();
  return asker.said;
}

using Order = std::vector<std::string>;

}  // namespace

TEST_SUITE("observe/reads_first") {
  TEST_CASE("nobody waits for others, as a rule") {
    CHECK(order_of(false) == Order{"c02 read", "c02 write", "c01 read", "c01 write"});
  }

  TEST_CASE("where it is wanted, everybody is read before anybody's host is changed") {
    CHECK(order_of(true) == Order{"c02 read", "c01 read", "c02 write", "c01 write"});
  }
}
