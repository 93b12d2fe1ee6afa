#include "cli/progress/json_lines.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "tests/unit/cli/progress/room.hpp"

using namespace labcheck;
using namespace labcheck::cli;
using test::ended;
using test::Room;

namespace {

constexpr Time now{Duration{1'800'000'000'000}};

}  // namespace

TEST_SUITE("cli/progress/json_lines") {
  TEST_CASE("a run from its beginning to its end") {
    Room room{2};
    room.add("test/one", {"1.1.1"}, 1);
    Board board{room.planned()};
    const RunInfo run{.id = "abc", .version = "0.1.0"};
    CHECK(run_begun_line(run, room.plan, board, now) ==
          R"({"event":"run_begun","time":"2027-01-15T08:00:00.000Z","schema":"labcheck.progress/1","version":"0.1.0",)"
          R"("run":"abc","resumed":false,"scenarios":["test/one"],"candidates":2,"checks":2})"
          "\n");
    const auto check = ended("1.1.1-a", Outcome::pass);
    const auto decided = board.ended(room.of(1), check);
    CHECK(check_ended_line(room.of(1), check, false, board, now) ==
          R"({"event":"check_ended","time":"2027-01-15T08:00:00.000Z","candidate":"c1","scenario":"test/one",)"
          R"("level":"junior","code":"1.1.1","check":"1.1.1-a","outcome":"pass","earlier":false,"duration_ms":1000,)"
          R"("done":1,"total":2})"
          "\n");
    REQUIRE(decided);
    CHECK(skill_decided_line(room.of(1), *decided, now) ==
          R"({"event":"skill_decided","time":"2027-01-15T08:00:00.000Z","candidate":"c1","scenario":"test/one",)"
          R"("level":"junior","code":"1.1.1","verdict":"pass","only_manual_open":false})"
          "\n");
    RunResult result;
    result.run = run;
    result.summary = {.pass = 1, .undetermined = 1};
    CHECK(run_ended_line(result, 3, board, now) ==
          R"({"event":"run_ended","time":"2027-01-15T08:00:00.000Z","run":"abc","interrupted":false,"deadline":false,)"
          R"("done":1,"total":2,"summary":{"pass":1,"fail":0,"undetermined":1},"exit_code":3})"
          "\n");
  }

  TEST_CASE("a host's words stay within their line and reach no terminal raw") {
    const Flag flag{.candidate = "c1", .host = "web", .code = "rc-noise", .message = "a\x1b[2J\nb\xff\u202e\x7f"};
    const auto line = flag_raised_line(flag, now);
    CHECK(std::count(line.begin(), line.end(), '\n') == 1);
    CHECK(std::all_of(line.begin(), line.end() - 1, [](char letter) { return letter >= ' ' && letter < '\x7f'; }));
    CHECK(Value::parse(line)["message"] == "a\x1b[2J\nb\uFFFD\u202e\x7f");
  }
}
