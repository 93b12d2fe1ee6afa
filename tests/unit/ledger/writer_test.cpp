#include "ledger/writer.hpp"

#include <atomic>
#include <csignal>
#include <future>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "example.hpp"

using namespace labcheck;
using namespace labcheck::ledger;
using namespace labcheck::ledger::test;

namespace {

// Runs `work` in a child and gives its wait status; the child ends by what `work` returns.
template <class Work>
int in_child(Work work) {
  const auto child = fork();
  if (child == 0) {
    _exit(work());
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  return status;
}

}  // namespace

TEST_SUITE("ledger/writer") {
  TEST_CASE("records are numbered from one, in the order given") {
    const Folder folder;
    auto ledger = create(folder.file("x"));
    ledger->begin(example_run(), example_plan());
    std::int64_t before = 0;
    for (int at = 0; at < 2'000; ++at) {
      auto observation = example_observation();
      observation.attempt = at;
      const auto id = ledger->observed(observation);
      CHECK(observation.id == id);
      CHECK(id > before);
      before = id;
    }
    REQUIRE(ledger->close());
    CHECK(ledger->healthy());
    CHECK(ledger->trouble().empty());
    const auto record = read(folder.file("x"));
    REQUIRE(record.observations.size() == 2'000);
    CHECK(record.observations.back().id == before);
    CHECK(record.observations[1'234].attempt == 1'234);
  }

  TEST_CASE("what was flushed can be read while the run goes on") {
    const Folder folder;
    auto ledger = create(folder.file("x"));
    ledger->begin(example_run(), example_plan());
    auto observation = example_observation();
    ledger->observed(observation);
    REQUIRE(ledger->flush());
    CHECK(read(folder.file("x")).observations.size() == 1);
    ledger->observed(observation);
    REQUIRE(ledger->flush());
    CHECK(read(folder.file("x")).observations.size() == 2);
  }

  TEST_CASE("when_durable calls back once the record can be read by others") {
    const Folder folder;
    const auto path = folder.file("x");
    auto ledger = create(path);
    ledger->begin(example_run(), example_plan());
    ledger->check_started(example_observation().check);
    std::promise<std::size_t> seen;
    ledger->when_durable([&](bool durable) {
      const auto record = read_ledger(path);
      seen.set_value(durable && record ? record->started.size() : 0);
    });
    CHECK(seen.get_future().get() == 1);
  }

  TEST_CASE("a callback may use the ledger itself") {
    const Folder folder;
    auto ledger = create(folder.file("x"));
    ledger->begin(example_run(), example_plan());
    std::promise<void> done;
    ledger->when_durable([&](bool) {
      ledger->check_started(example_observation().check);
      ledger->when_durable([&](bool) { done.set_value(); });
    });
    done.get_future().wait();
    REQUIRE(ledger->close());
    CHECK(read(folder.file("x")).started.size() == 1);
  }

  TEST_CASE("closing twice and flushing a closed ledger are harmless, a record after it is not silently lost") {
    const Folder folder;
    auto ledger = create(folder.file("x"));
    ledger->begin(example_run(), example_plan());
    CHECK(ledger->close());
    CHECK(ledger->close());
    CHECK(ledger->flush());
    CHECK(ledger->healthy());
    ledger->flag({.candidate = "c01", .code = "late", .message = "late"});
    CHECK_FALSE(ledger->healthy());
    CHECK_FALSE(ledger->flush());
    CHECK(ledger->trouble() ==
          fmt::format("cannot write the ledger '{}': a record came after it was closed", folder.file("x")));
  }

  TEST_CASE("several threads may write at once") {
    const Folder folder;
    auto ledger = create(folder.file("x"));
    ledger->begin(example_run(), example_plan());
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
      threads.emplace_back([&] {
        for (int at = 0; at < 200; ++at) {
          auto observation = example_observation();
          ledger->observed(observation);
        }
      });
    }
    for (auto& thread : threads) {
      thread.join();
    }
    REQUIRE(ledger->close());
    CHECK(read(folder.file("x")).observations.size() == 800);
  }

  TEST_CASE("a disk that does not keep up is told, and what was accepted is still written") {
    const Folder folder;
    auto store = Store::create(folder.file("x"));
    REQUIRE(store);
    Writer ledger{"x", std::move(*store), std::size_t{1} << 20};
    ledger.begin(example_run(), example_plan());
    auto observation = example_observation();
    observation.answer.out = std::string(std::size_t{2} << 20, 'x');
    ledger.observed(observation);
    CHECK_FALSE(ledger.healthy());
    CHECK(ledger.trouble().find("cannot write the ledger 'x': the disk does not keep up: ") == 0);
    CHECK_FALSE(ledger.flush());
    bool durable = true;
    std::promise<void> called;
    ledger.when_durable([&](bool answer) {
      durable = answer;
      called.set_value();
    });
    called.get_future().wait();
    CHECK_FALSE(durable);
    CHECK_FALSE(ledger.close());
    CHECK(read(folder.file("x")).draws.size() == 1);
  }

  TEST_CASE("two texts under one name are trouble") {
    const Folder folder;
    auto plan = example_plan();
    auto other = std::make_shared<Scenario>(*plan.candidates[0].scenario);
    other->sources[1].text = "id: changed\n";
    plan.candidates.push_back(plan.candidates[0]);
    plan.candidates[1].scenario = other;
    auto ledger = create(folder.file("x"));
    ledger->begin(example_run(), plan);
    CHECK_FALSE(ledger->healthy());
    CHECK_FALSE(ledger->flush());
    CHECK(ledger->trouble() == fmt::format("cannot write the ledger '{}': 'standards/s.yaml' changed while it was "
                                           "read: two different texts under one name",
                                           folder.file("x")));
  }

  TEST_CASE("a full disk makes the ledger unhealthy, and everything before stays readable") {
    const Folder folder;
    const auto path = folder.file("x");
    const int status = in_child([&] {
      signal(SIGXFSZ, SIG_IGN);
      const rlimit most{300'000, 300'000};
      setrlimit(RLIMIT_FSIZE, &most);
      auto ledger = create_ledger(path);
      if (!ledger) {
        return 1;
      }
      (*ledger)->begin(example_run(), example_plan());
      auto observation = example_observation();
      observation.answer.out = std::string(10'000, 'x');
      for (int at = 0; at < 100 && (*ledger)->healthy(); ++at) {
        (*ledger)->observed(observation);
        (*ledger)->flush();
      }
      bool durable = true;
      std::promise<void> called;
      (*ledger)->when_durable([&](bool answer) {
        durable = answer;
        called.set_value();
      });
      called.get_future().wait();
      const bool told = (*ledger)->trouble().find("cannot write the ledger '" + path + "': ") == 0;
      return (*ledger)->healthy() || (*ledger)->flush() || durable || !told || (*ledger)->close() ? 2 : 0;
    });
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
    const auto record = read(path);
    CHECK(record.observations.size() > 5);
    CHECK(record.observations.size() < 100);
  }

  TEST_CASE("after kill -9 everything that was acknowledged is there") {
    const Folder folder;
    const auto path = folder.file("x");
    int pipe_ends[2];
    REQUIRE(pipe(pipe_ends) == 0);
    const int status = in_child([&] {
      auto ledger = create_ledger(path);
      (*ledger)->begin(example_run(), example_plan());
      auto observation = example_observation();
      observation.answer.out = std::string(3'000, '\xff');
      for (std::int64_t at = 0; at < 500; ++at) {
        const auto id = (*ledger)->observed(observation);
        if (at % 7 == 0) {
          (*ledger)->flush();
          [[maybe_unused]] const auto written = write(pipe_ends[1], &id, sizeof id);
        }
        if (at == 321) {
          kill(getpid(), SIGKILL);
        }
      }
      return 0;
    });
    REQUIRE(WIFSIGNALED(status));
    close(pipe_ends[1]);
    std::int64_t acknowledged = 0;
    for (std::int64_t id = 0; ::read(pipe_ends[0], &id, sizeof id) == sizeof id;) {
      acknowledged = id;
    }
    close(pipe_ends[0]);
    REQUIRE(acknowledged > 300);
    const auto record = labcheck::ledger::test::read(path);
    REQUIRE(!record.observations.empty());
    CHECK(record.observations.back().id >= acknowledged);
    CHECK((record.observations.back().answer.out == std::string(3'000, '\xff')));
    CHECK(record.run.interrupted);
  }
}
