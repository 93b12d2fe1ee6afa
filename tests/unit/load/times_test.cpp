#include "load/times.hpp"

#include <cstdlib>
#include <ctime>

#include <doctest/doctest.h>

#include <labcheck/time_text.hpp>

using namespace labcheck;
using namespace labcheck::load;

namespace {

std::string read(std::string_view text) {
  const auto time = read_time(text);
  return time ? to_iso(*time) : time.error().message;
}

/// Read at 09:30 UTC, where it is 17:30 in the zone +8; durations count from five minutes later.
std::string read_now(std::string_view text) {
  const auto now = *read_time("2026-11-30T09:30Z");
  const auto moment = read_moment(text, now, now + std::chrono::minutes{5});
  return moment ? to_iso(*moment) : moment.error().message;
}

class Zone {
 public:
  explicit Zone(const char* name) {
    ::setenv("TZ", name, 1);
    ::tzset();
  }
  Zone(const Zone&) = delete;
  Zone& operator=(const Zone&) = delete;
  ~Zone() {
    ::unsetenv("TZ");
    ::tzset();
  }
};

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

  TEST_CASE("a clock time is that of this machine's zone, of yesterday, today or tomorrow the nearest") {
    const Zone zone{"XST-8"};
    CHECK(read_now("17:45") == "2026-11-30T09:45:00.000Z");
    CHECK(read_now("17:00:30") == "2026-11-30T09:00:30.000Z");
    CHECK(read_now("00:15") == "2026-11-30T16:15:00.000Z");
    CHECK(read_now("05:29") == "2026-11-30T21:29:00.000Z");
    CHECK(read_now("05:31") == "2026-11-29T21:31:00.000Z");
  }

  TEST_CASE("a moment is also a duration, or a date with time and zone") {
    CHECK(read_now("90m") == "2026-11-30T11:05:00.000Z");
    CHECK(read_now("2026-11-30T17:00:00+08:00") == "2026-11-30T09:00:00.000Z");
    for (const char* text :
         {"", "17", "1700", "25:00", "17:60", "2026-11-30", "2026-11-30T17:00", "17:00Z", "soon", "5"}) {
      CHECK_MESSAGE(read_now(text) == "'" + std::string{text} +
                                          "' is no moment (write 17:00, 90m, 2026-12-31T18:00Z or "
                                          "2026-12-31T18:00+08:00)",
                    text);
    }
  }
}
