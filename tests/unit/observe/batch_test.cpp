#include "observe/batch.hpp"

#include <cstdio>
#include <fstream>
#include <set>

#include <unistd.h>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "observe/frame.hpp"

using namespace labcheck;
using namespace labcheck::observe;

namespace {

/// Feeds a batch to a shell of this machine, and its streams to a reader.
FrameReader run(const std::vector<Script>& scripts, const BatchMarks& marks, const std::string& shell) {
  const auto base = fmt::format("/tmp/labcheck-batch-{}", ::getpid());
  std::ofstream{base + ".in", std::ios::binary} << batch_text(scripts, marks);
  const auto command =
      fmt::format("(cat {0}.in; sleep 5) | setsid env -i PATH=/usr/bin:/bin {1} >{0}.out 2>{0}.err", base, shell);
  FILE* pipe = ::popen(("bash -c " + ("'" + command + "' & wait $!")).c_str(), "r");
  ::pclose(pipe);
  FrameReader reader{marks, 1U << 20};
  for (const bool err : {false, true}) {
    std::ifstream file{base + (err ? ".err" : ".out"), std::ios::binary};
    reader.feed(err, std::string{std::istreambuf_iterator<char>{file}, {}});
  }
  for (const auto* suffix : {".in", ".out", ".err"}) {
    std::remove((base + suffix).c_str());
  }
  return reader;
}

Script script(std::string text, std::vector<std::string> arguments = {}) {
  return {.text = std::move(text), .arguments = std::move(arguments), .alone = false};
}

}  // namespace

TEST_SUITE("observe/batch") {
  TEST_CASE("every mark of every batch is another one") {
    std::set<std::string> seen;
    for (int count = 0; count < 3; ++count) {
      const auto marks = BatchMarks::draw(4);
      for (const auto& probe : marks.probes) {
        for (const auto& mark : {probe.announce, probe.begin, probe.end}) {
          CHECK(mark.size() == 32);
          CHECK(seen.insert(mark).second);
        }
      }
      CHECK(seen.insert(marks.done).second);
      CHECK(seen.insert(marks.stopped).second);
    }
  }

  TEST_CASE("a probe's own text holds its begin mark only") {
    for (const std::size_t count : {1U, 2U}) {
      const auto marks = BatchMarks::draw(count);
      const auto text = batch_text(std::vector<Script>(count, script("echo in")), marks);
      const auto from = text.find(count == 1 ? "printf %s '" : "eval '");
      const auto to = text.find(count == 1 ? "| { /bin/sh" : " )\nlabcheck_next");
      const auto inner = text.substr(from, to - from);
      CHECK(inner.find(marks.probes[0].begin) != std::string::npos);
      for (const auto& other : {marks.probes[0].announce, marks.probes[0].end, marks.done, marks.stopped}) {
        CHECK(inner.find(other) == std::string::npos);
      }
    }
  }

  TEST_CASE("half a batch runs nothing") {
    const auto marks = BatchMarks::draw(1);
    const auto text = batch_text({script("echo in")}, marks);
    CHECK(text.starts_with("{ "));
    CHECK(text.ends_with("}\n"));
  }

  TEST_CASE("real shells run a batch") {
    for (const std::string shell : {"dash", "bash --posix", "busybox sh"}) {
      CAPTURE(shell);
      const auto marks = BatchMarks::draw(7);
      const std::string odd = "a'b\n}\n$(id) \\ \xff";
      const auto reader =
          run({script("printf %s \"$1\"; printf %s \"$#\" >&2; exit 5", {odd, ""}), script("# nothing"),
               script("cat; x=1; cd /; echo \"[$1]\""), script("echo one; if then"),
               script("set -e; false; echo never"), script("exit 137"), script("echo \"$x\"; pwd; cat <<E\nit's\nE")},
              marks, shell);
      REQUIRE(reader.done());
      CHECK(reader.out().sections()[0].bytes == odd);
      CHECK(reader.err().sections()[0].bytes == "2");
      CHECK(reader.out().sections()[0].status == 5);
      CHECK(reader.complete(1));
      CHECK(reader.out().sections()[1].status == 0);
      CHECK(reader.out().sections()[2].bytes == "[]\n");
      CHECK_FALSE(reader.complete(3));
      CHECK(reader.settled(3));
      CHECK(reader.out().sections()[3].bytes.empty());
      CHECK(reader.out().sections()[4].status == 1);
      CHECK(reader.out().sections()[4].bytes.empty());
      CHECK(reader.out().sections()[5].status == 137);
      CHECK(reader.out().sections()[5].exited);
      CHECK(reader.out().sections()[6].bytes.starts_with("\n/"));
      CHECK(reader.out().sections()[6].bytes.size() > 7);
      CHECK(reader.out().sections()[6].bytes.ends_with("\nit's\n"));
    }
  }

  TEST_CASE("a lone probe has a shell of its own, and its death is told from an exit") {
    for (const std::string shell : {"dash", "bash --posix", "busybox sh"}) {
      CAPTURE(shell);
      const auto marks = BatchMarks::draw(1);
      const auto reader = run({script("echo in; kill -9 $$")}, marks, shell);
      REQUIRE(reader.done());
      CHECK(reader.complete(0));
      CHECK(reader.out().sections()[0].bytes == "in\n");
      CHECK(reader.out().sections()[0].status == 137);
      CHECK_FALSE(reader.out().sections()[0].exited);
    }
  }

  TEST_CASE("a probe that takes the batch's shell along ends nobody's frame but its own") {
    const auto marks = BatchMarks::draw(3);
    const auto reader =
        run({script("echo one"), script("kill -9 $$; sleep 0.2; echo two"), script("echo three")}, marks, "dash");
    CHECK_FALSE(reader.done());
    CHECK(reader.complete(0));
    CHECK_FALSE(reader.complete(1));
    CHECK_FALSE(reader.announced(2));
  }
}
