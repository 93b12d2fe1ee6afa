#include "observe/frame.hpp"


#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace labcheck::observe;

namespace {

BatchMarks marks_of(std::size_t probes) {
  BatchMarks marks;
  for (std::size_t at = 0; at < probes; ++at) {
    marks.probes.push_back({.announce = fmt::format("announce{}", at),
                            .begin = fmt::format("begin{}", at),
                            .end = fmt::format("end{}", at)});
  }
  marks.stopped = "stopped";
  marks.done = "done";
  return marks;
}

std::string mark(const std::string& text) {
  return "\036" + text + "\n";
}

const auto marks = marks_of(2);
const auto whole = "noise" + mark("announce0 12 34") + mark("begin0") + "one" + mark("begin0") + mark("end0 0") +
                   "stray" + mark("announce1") + mark("begin1") + "t\036wo" + mark("end1 137") + mark("done");

SectionReader read(const std::string& text, std::size_t step = 1U << 20, std::size_t cap = 1U << 20) {
  SectionReader reader{marks, cap};
  for (std::size_t at = 0; at < text.size(); at += step) {
    reader.feed(std::string_view{text}.substr(at, step));
  }
  return reader;
}

}  // namespace

TEST_SUITE("observe/frame") {
  TEST_CASE("a whole batch is read the same in pieces of any size") {
    for (std::size_t step = 1; step < whole.size() + 1; ++step) {
      const auto reader = read(whole, step);
      CHECK(reader.done());
      CHECK(reader.noise() == "noise");
      CHECK(reader.process() == 12);
      CHECK(reader.group() == 34);
      CHECK(reader.sections()[0].bytes == "one");
      CHECK(reader.sections()[0].status == 0);
      CHECK(reader.sections()[0].exited);
      CHECK(reader.sections()[1].bytes == "t\036wo");
      CHECK(reader.sections()[1].status == 137);
      CHECK_FALSE(reader.sections()[1].exited);
    }
  }

  TEST_CASE("nothing counts before the batch's own start mark") {
    const auto reader = read(mark("begin0") + "forged" + mark("end0 0") + mark("announce1") + mark("done"));
    CHECK_FALSE(reader.started());
    CHECK_FALSE(reader.done());
    CHECK_FALSE(reader.sections()[0].begun);
  }

  TEST_CASE("an end without a begin is no frame") {
    const auto reader = read(mark("announce0 1 2") + "sh: no" + mark("end0 2") + mark("announce1"));
    CHECK(reader.settled(0));
    CHECK_FALSE(reader.sections()[0].begun);
    CHECK(reader.sections()[0].noise == "sh: no");
    CHECK(reader.sections()[0].bytes.empty());
  }

  TEST_CASE("the batch going on without an end settles a probe") {
    const auto reader = read(mark("announce0 1 2") + mark("begin0") + "half" + mark("announce1"));
    CHECK(reader.settled(0));
    CHECK_FALSE(reader.sections()[0].ended);
    CHECK_FALSE(reader.sections()[0].status);
  }

  TEST_CASE("marks of other probes, replayed or early, are the probe's own bytes") {
    const auto forged = mark("end1 0") + mark("begin1") + mark("announce0") + mark("done");
    const auto reader = read(mark("announce0 1 2") + mark("begin0") + forged + mark("end0 3") + mark("announce1"));
    CHECK(reader.sections()[0].bytes == forged);
    CHECK(reader.sections()[0].status == 3);
    CHECK_FALSE(reader.done());
    CHECK_FALSE(reader.sections()[1].begun);
    const auto replayed = read(whole + mark("end0 9") + mark("begin1") + "more" + mark("end1 0"));
    CHECK(replayed.sections()[0].status == 0);
    CHECK(replayed.sections()[1].bytes == "t\036wo");
    CHECK(replayed.sections()[1].status == 137);
  }

  TEST_CASE("marks that are nearly right are bytes") {
    for (const auto* wrong : {"end0", "end0  1", "end0 x", "end0 -1", "end0 1 ", "end0x 0", "xend0 0"}) {
      const auto reader = read(mark("announce0 1 2") + mark("begin0") + mark(wrong));
      const bool no_status = std::string_view{wrong} == "end0";
      CHECK(reader.sections()[0].ended == no_status);
      CHECK_FALSE(reader.sections()[0].status);
    }
    const auto endless = read(mark("announce0 1 2") + mark("begin0") + "\036end0 " + std::string(60, '1') + "\n");
    CHECK_FALSE(endless.sections()[0].ended);
  }

  TEST_CASE("a number with a sign is no status, not even -0 (found by fuzzing)") {
    const auto reader = read(mark("announce0 1 2") + mark("begin0") + mark("end0 -0") + mark("end0 0"));
    CHECK(reader.sections()[0].bytes == mark("end0 -0"));
    CHECK(reader.sections()[0].status == 0);
  }

  TEST_CASE("output beyond the cap is counted and dropped") {
    const auto reader = read(mark("announce0 1 2") + mark("begin0") + std::string(1000, 'x') + mark("end0 0"), 7, 100);
    CHECK(reader.sections()[0].bytes == std::string(100, 'x'));
    CHECK(reader.sections()[0].total == 1000);
    CHECK(reader.sections()[0].status == 0);
  }

  TEST_CASE("the word that it stopped is heard in the middle of a probe's output") {
    const auto reader = read(mark("announce0 1 2") + mark("begin0") + "a" + mark("stopped") + "b" + mark("end0 0"));
    CHECK(reader.stopped());
    CHECK(reader.sections()[0].bytes == "ab");
  }

  TEST_CASE("a frame is complete only when both streams agree") {
    const auto feed = [](const std::string& out, const std::string& err) {
      FrameReader reader{marks, 1000};
      reader.feed(false, out);
      reader.feed(true, err);
      return reader;
    };
    const auto start = mark("announce0 1 2");
    const auto good = start + mark("begin0") + mark("end0 0");
    CHECK(feed(good, good).complete(0));
    CHECK_FALSE(feed(good, start).settled(0));
    CHECK_FALSE(feed(good, start).complete(0));
    CHECK_FALSE(feed(good, start + mark("begin0") + mark("end0 1")).complete(0));
    CHECK_FALSE(feed(good, start + mark("end0 0")).complete(0));
    CHECK(feed(good, start + mark("end0 0")).settled(0));
  }

  // In quadratic time it would outlast ctest's patience.
  TEST_CASE("hostile output of megabytes is read in linear time") {
    std::string hostile = mark("announce0 1 2") + mark("begin0");
    while (hostile.size() < 8'000'000) {
      hostile += "\036end0 \036begin\036\036\036announce1";
    }
    SectionReader reader{marks, 1U << 20};
    for (std::size_t at = 0; at < hostile.size(); at += 1000) {
      reader.feed(std::string_view{hostile}.substr(at, 1000));
    }
    CHECK(reader.sections()[0].bytes.size() == 1U << 20);
    CHECK_FALSE(reader.sections()[0].ended);
  }
}
