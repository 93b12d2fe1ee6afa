#include "ledger/reopening.hpp"

#include <csignal>
#include <fstream>

#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>

#include "example.hpp"
#include "ledger/verify.hpp"

using namespace labcheck;
using namespace labcheck::ledger;
using namespace labcheck::ledger::test;

namespace {

OpenedLedger open(const std::string& path, std::optional<SigningKey> signer = std::nullopt) {
  auto opened = open_ledger(path, std::move(signer));
  REQUIRE_MESSAGE(opened, (opened ? "" : opened.error().message));
  return std::move(*opened);
}

std::string open_error(const std::string& path) {
  const auto opened = open_ledger(path);
  return opened ? "" : opened.error().message;
}

RunInfo continued_run() {
  auto run = example_run();
  run.ended = at(20'000);
  run.continuations = {
      {.kind = Continuation::Kind::retry, .by = "Li Hua", .reason = "power was out", .at = at(10'000)}};
  return run;
}

}  // namespace

TEST_SUITE("ledger/reopening") {
  TEST_CASE("a ledger goes on behind its last record, and reads as one") {
    const Folder folder;
    const auto path = folder.file("x");
    write_example(path);
    const auto before = read(path);
    auto opened = open(path);
    CHECK(opened.record.observations.size() == 1);
    CHECK_FALSE(opened.is_signed);
    auto plan = example_plan();
    plan.candidates[0].parameters["marker"] = "n3w";
    opened.writer->begin(continued_run(), plan);
    auto key = example_observation().check;
    key.run = 2;
    opened.writer->check_started(key);
    REQUIRE(opened.writer->flush());
    CHECK(read(path).run.interrupted);
    CHECK_FALSE(verify_ledger(path, std::nullopt)->ended);
    opened.writer->end(continued_run());
    REQUIRE(opened.writer->close());
    CHECK(verify_ledger(path, std::nullopt)->ended);
    const auto record = read(path);
    CHECK_FALSE(record.run.interrupted);
    CHECK(record.run.ended == at(20'000));
    REQUIRE(record.run.continuations.size() == 1);
    CHECK(record.run.continuations[0].kind == Continuation::Kind::retry);
    CHECK(record.run.continuations[0].by == "Li Hua");
    CHECK(record.run.continuations[0].reason == "power was out");
    CHECK(record.run.continuations[0].at == at(10'000));
    REQUIRE(record.draws.size() == 2);
    CHECK(record.draws[0].parameters.at("marker") == "k3y");
    CHECK(record.draws[1].parameters.at("marker") == "n3w");
    CHECK(record.started.size() == 2);
    CHECK(record.sources.size() == before.sources.size());
    CHECK(access((path + "-wal").c_str(), F_OK) != 0);
    CHECK(verify_ledger(path, std::nullopt)->findings.empty());
  }

  TEST_CASE("a second writer is refused, also of a ledger that was just made") {
    const Folder folder;
    const auto path = folder.file("x");
    const auto told = fmt::format("cannot go on with the ledger '{}': another labcheck is writing it", path);
    auto first = create(path);
    CHECK(open_error(path) == told);
    first->begin(example_run(), example_plan());
    REQUIRE(first->close());
    {
      const auto second = open(path);
      CHECK(open_error(path) == told);
    }
    CHECK(open_error(path).empty());
  }

  TEST_CASE("a writer that was killed leaves no lock, and all that it had committed") {
    const Folder folder;
    const auto path = folder.file("x");
    const auto child = fork();
    if (child == 0) {
      auto ledger = create_ledger(path);
      (*ledger)->begin(example_run(), example_plan());
      auto observation = example_observation();
      (*ledger)->observed(observation);
      (*ledger)->flush();
      kill(getpid(), SIGKILL);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    REQUIRE(access((path + "-wal").c_str(), F_OK) == 0);
    auto opened = open(path);
    CHECK(opened.record.observations.size() == 1);
    CHECK(opened.record.run.interrupted);
    opened.writer->end(continued_run());
    REQUIRE(opened.writer->close());
    CHECK(access((path + "-wal").c_str(), F_OK) != 0);
    CHECK_FALSE(read(path).run.interrupted);
  }

  TEST_CASE("a file whose maker died at once is begun as a new one") {
    const Folder folder;
    const auto path = folder.file("x");
    SUBCASE("empty") {
      std::ofstream{path}.flush();
    }
    SUBCASE("without a record") {
      REQUIRE(create(path)->close());
    }
    auto opened = open(path);
    CHECK(opened.record.run.id.empty());
    opened.writer->begin(example_run(), example_plan());
    REQUIRE(opened.writer->close());
    CHECK(read(path).run.id == "5eed");
    CHECK(read(path).draws.size() == 1);
  }

  TEST_CASE("what must not be written to is refused") {
    const Folder folder;
    const auto path = folder.file("x");
    const auto told = [&](const char* why) { return fmt::format("cannot go on with the ledger '{}': {}", path, why); };
    SUBCASE("nothing") {
      CHECK(open_error(path) == told("there is no such file"));
    }
    SUBCASE("a text") {
      std::ofstream{path} << std::string(5'000, 'y');
      CHECK(open_error(path) == told("it is no ledger (it is no SQLite file)"));
    }
    SUBCASE("another program's SQLite file, and it is left alone") {
      tamper(path, "CREATE TABLE t (x)");
      CHECK(open_error(path) == told("it is no ledger (it is an SQLite file of another program)"));
    }
    SUBCASE("a touched ledger") {
      write_example(path);
      tamper(path,
             "DROP TRIGGER record_is_never_changed; UPDATE record SET time = time + 1 WHERE seq = 2; CREATE "
             "TRIGGER record_is_never_changed BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, 'a record is "
             "never changed'); END");
      CHECK(open_error(path) == told("it is damaged: record 2 does not fit the hash chain"));
    }
    SUBCASE("one with two names") {
      write_example(path);
      REQUIRE(link(path.c_str(), folder.file("y").c_str()) == 0);
      CHECK(open_error(path) == told("it has 2 names (hard links); leave it one"));
    }
  }
}
