#include "load/times.hpp"

#include <doctest/doctest.h>

#include <labcheck/time_text.hpp>

using namespace labcheck;
using namespace labcheck::load;

namespace {

std::string read(std::string_view text) {
  const auto time = read_time(text);
  return time ? to_iso(*time) : time.error().message;
}

}  // namespace

TEST_SUITE("load/times") {
  TEST_CASE("a moment is a date, or a date and a clock time with its zone") {
    CHECK(read("2026-12-31") == "2026-12-31T00:00:00.000Z");
    CHECK(read("2026-12-31T18:00Z") == "2026-12-31T18:00:00.000Z");
    CHECK(read("2026-12-31 18:00:30 UTC") == "2026-12-31T18:00:30.000Z");
    CHECK(read("2026-12-31T18:00:30.250Z") == "2026-12-31T18:00:30.250Z");
    CHECK(read("2026-12-31 02:00 +08:00") == "2026-12-30T18:00:00.000Z");
    CHECK(read("2026-12-31T20:00-09:30") == "2027-01-01T05:30:00.000Z");
    CHECK(read("2028-02-29") == "2028-02-29T00:00:00.000Z");
  }

  TEST_CASE("what reports print reads back") {
    const Time time{Duration{1'795'558'203'000}};
    CHECK(read(to_clock(time)) == to_iso(time));
    CHECK(read(to_iso(time)) == to_iso(time));
  }

  TEST_CASE("anything else is no time") {
    for (const char* text : {"",
                             "2026",
                             "2026-1-1",
                             "2026-13-01",
                             "2026-02-29",
                             "2026-12-31T18:00",
                             "2026-12-31T24:00Z",
                             "31.12.2026",
                             "2026-12-31T18:60Z",
                             "2026-12-31T18:00+15:00",
                             "2026-12-31T18:00+08",
                             "2026-12-31Z",
                             "2026-12-31 ",
                             "2026-12-31T18:00:00.5Z",
                             "-026-12-31",
                             "2026-12-31T18:00Zulu",
                             "1969-12-31",
                             "2026-12-3 ",
                             "+2026-12-31",
                             "2026-12-31T-1:00Z",
                             "tomorrow"}) {
      CHECK_MESSAGE(read(text) == "'" + std::string{text} +
                                      "' is no time (write 2026-12-31, 2026-12-31T18:00Z or 2026-12-31T18:00+08:00)",
                    text);
    }
  }

  TEST_CASE("what expires on a date counts to its end") {
    CHECK(to_iso(*read_expiry("2026-12-31")) == "2027-01-01T00:00:00.000Z");
    CHECK(to_iso(*read_expiry("2026-12-31T18:00Z")) == "2026-12-31T18:00:00.000Z");
  }
}
