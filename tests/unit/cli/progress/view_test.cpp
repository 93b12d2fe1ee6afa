// Golden frames: what stands on a terminal of a size.
#include "cli/progress/view.hpp"

#include <doctest/doctest.h>

#include "tests/unit/cli/progress/room.hpp"
#include "text/code_points.hpp"

using namespace labcheck;
using namespace labcheck::cli;
using test::ended;
using test::Room;

namespace {

constexpr Pace::Moment begun{};
Pace::Moment after(int seconds) {
  return begun + std::chrono::seconds{seconds};
}

std::string text_of(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) {
    text += line + "\n";
  }
  return text;
}

/// Some of everything, at the seventh second.
void fill(View& view, const Room& room) {
  view.ended(room.of(1), ended("1.1.1-a", Outcome::pass), false, after(1));
  view.ended(room.of(1), ended("1.1.2-a", Outcome::fail), false, after(1));
  view.ended(room.of(2), ended("1.1.1-a", Outcome::error), false, after(2));
  view.heard({.candidate = "c2", .scenario = "test/one", .check = "1.1.2-a"});
  view.ended(room.of(3), ended("1.1.2-a", Outcome::manual), false, after(7));
  view.flagged({.candidate = "c3", .host = "web", .code = "twin-host", .message = "x"});
}

std::vector<std::string> codes(int count) {
  std::vector<std::string> made;
  for (int at = 1; at <= count; ++at) {
    made.push_back(fmt::format("{}.{}.{}", 1 + at / 10, 1 + at % 3, at % 10));
  }
  return made;
}

}  // namespace

TEST_SUITE("cli/progress/view") {
  TEST_CASE("a table of candidates and skill codes, a legend, counts and a bar") {
    Room room{4};
    room.add("test/one", {"1.1.1", "1.1.2"}, 1);
    View view{room.planned(), begun, {}};
    fill(view, room);
    CHECK(text_of(view.frame({.width = 80, .height = 24}, after(7))) ==
          "      1.1.1 1.1.2\n"
          "c1    +     F    \n"
          "c2    E     ~    \n"
          "c3  ! .     M    \n"
          "c4    .     .    \n"
          ". open  ~ under way  + pass  F fail  E error  M manual\n"
          "4/8 skills  1 error  1 fail  1 manual  1 pass  ! 1 flagged\n"
          "[###############---------------]  4/8 checks  50%  30/min  7s\n");
  }

  TEST_CASE("in Chinese") {
    Room room{4};
    room.people[0].id = "考生一";
    room.add("test/one", {"1.1.1", "1.1.2"}, 1);
    View view{room.planned(), begun, {.language = Language::zh}};
    fill(view, room);
    CHECK(text_of(view.frame({.width = 60, .height = 24}, after(7))) ==
          "        1.1.1 1.1.2\n"
          "考生一  +     F    \n"
          "c2      E     ~    \n"
          "c3    ! .     M    \n"
          "c4      .     .    \n"
          ". 未检  ~ 检测中  + 达标  F 未达标  E 异常  M 待人工评定\n"
          "技能 4/8  1 异常  1 未达标  1 待人工评定  1 达标  ! 1 疑点\n"
          "[############------------]  检测点 4/8  50%  30/分  用时 7s\n");
  }

  TEST_CASE("colours repeat what signs say") {
    Room room{4};
    room.add("test/one", {"1.1.1", "1.1.2"}, 1);
    View view{room.planned(), begun, {.colour = true}};
    fill(view, room);
    const auto lines = view.frame({.width = 80, .height = 6}, after(7));
    CHECK(lines[1] == "c2    \x1b[0;1;33mE     \x1b[0;36m~    \x1b[0m");
    CHECK(lines[3] ==
          "4/8 skills  \x1b[0;1;33m1 error\x1b[0m  \x1b[0;1;31m1 fail\x1b[0m  \x1b[0;35m1 manual\x1b[0m  "
          "\x1b[0;32m1 pass\x1b[0m  ! 1 flagged");
  }

  TEST_CASE("where candidates have no room, trouble comes first and a line sums up the others") {
    Room room{1000};
    room.add("test/one", {"1.1.1", "1.1.2"}, 1);
    View view{room.planned(), begun, {}};
    for (std::size_t at = 1; at <= 40; ++at) {
      view.ended(room.of(at), ended("1.1.1-a", Outcome::pass), false, after(1));
      view.ended(room.of(at), ended("1.1.2-a", Outcome::pass), false, after(1));
    }
    view.ended(room.of(700), ended("1.1.2-a", Outcome::fail), false, after(2));
    view.ended(room.of(900), ended("1.1.1-a", Outcome::error), false, after(2));
    view.heard({.candidate = "c500", .scenario = "test/one", .check = "1.1.2-a"});
    CHECK(text_of(view.frame({.width = 70, .height = 9}, after(4))) ==
          "       1.1.1 1.1.2\n"
          "c900   E     .    \n"
          "c700   .     F    \n"
          "c500   .     ~    \n"
          "c41    .     .    \n"
          "… and 996 more: 956 open, 40 pass\n"
          "82/2000 skills  1 error  1 fail  80 pass\n"
          "[#-----------------------------]  82/2000 checks  4%  16/s  4s\n");
  }

  TEST_CASE("where codes have no room they are stacked, then set tight, then folded into one column") {
    Room room{2};
    room.add("test/one", codes(25), 1);
    View view{room.planned(), begun, {}};
    view.ended(room.of(1), ended("2.3.0", Outcome::pass), false, after(1));
    view.ended(room.of(2), ended("3.2.5-a", Outcome::fail), false, after(1));
    const auto table = [&](std::size_t width) {
      auto lines = view.frame({.width = width, .height = 9}, after(1));
      lines.resize(lines.size() - 2);
      return text_of(lines);
    };
    CHECK(table(60) ==
          "      1 1 1 1 1 1 1 1 1 2 2 2 2 2 2 2 2 2 2 3 3 3 3 3 3\n"
          "      2 3 1 2 3 1 2 3 1 2 3 1 2 3 1 2 3 1 2 3 1 2 3 1 2\n"
          "      1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5\n"
          "c1    . . . . . . . . . . . . . . . . . . . . . . . . .\n"
          "c2    . . . . . . . . . . . . . . . . . . . . . . . . F\n");
    CHECK(table(40) ==
          "      1111111112222222222333333\n"
          "      2312312312312312312312312\n"
          "      1234567890123456789012345\n"
          "c1    .........................\n"
          "c2    ........................F\n");
    CHECK(table(20) ==
          "      111111111\n"
          "      231231231\n"
          "      123456789 +16\n"
          "c1    ......... .\n"
          "c2    ......... F\n");
  }

  TEST_CASE("every frame fits its terminal, however small") {
    Room room{30};
    room.people[3].id = "a candidate with a name that is longer than any terminal is wide, and 宽 too";
    room.people[4].id = "c5\x1b[2J\n";
    room.add("test/one", codes(25), 1);
    room.add("test/two", codes(12), 1).level = "intermediate";
    for (const auto language : {Language::en, Language::zh}) {
      View view{room.plan.candidates.empty() ? room.planned() : room.plan, begun, {.language = language}};
      for (std::size_t width = 0; width < 130; width += width < 20 ? 1 : 7) {
        for (std::size_t height = 0; height < 50; height += height < 12 ? 1 : 9) {
          const auto lines = view.frame({.width = width, .height = height}, after(100));
          INFO(width, "x", height);
          CHECK(lines.size() < std::max<std::size_t>(height, 2));
          CHECK_FALSE(lines.empty());
          for (const auto& line : lines) {
            CHECK(text::display_width(line) < std::max<std::size_t>(width, 2));
            CHECK(line.find('\x1b') == std::string::npos);
            CHECK(line.find('\n') == std::string::npos);
          }
        }
      }
    }
  }

  TEST_CASE("one line has the trouble in it") {
    Room room{4};
    room.add("test/one", {"1.1.1", "1.1.2"}, 1);
    View view{room.planned(), begun, {}};
    fill(view, room);
    CHECK(text_of(view.frame({.width = 60, .height = 2}, after(7))) ==
          "[#####------]  4/8 checks  50%  1 error  1 fail  30/min  7s\n");
    CHECK(text_of(view.frame({.width = 12, .height = 1}, after(7))) == "4/8 checks\n");
    CHECK(text_of(view.frame({.width = 6, .height = 1}, after(7))) == "4/8 …\n");
  }

  TEST_CASE("what an earlier part of the run asked is in the table, and not in the rate") {
    Room room{1};
    room.add("test/one", {"1.1.1", "1.1.2"}, 1);
    View view{room.planned(), begun, {}};
    view.ended(room.of(1), ended("1.1.1-a", Outcome::pass), true, after(0));
    CHECK(text_of(view.frame({.width = 80, .height = 6}, after(3))) ==
          "      1.1.1 1.1.2\n"
          "c1    +     .    \n"
          "1/2 skills  0 error  0 fail  1 pass\n"
          "[###############---------------]  1/2 checks  50%  0/s  3s\n");
  }
}

TEST_SUITE("cli/progress/pace") {
  TEST_CASE("what is left is said when there is enough to go by") {
    Pace pace{begun};
    for (int second = 0; second < 10; ++second) {
      pace.ended(after(second), false, Duration{100});
    }
    CHECK(pace.rate(after(9)) == doctest::Approx(1.0));
    CHECK(pace.left(after(9), 60, 0) == Duration{60'000});
    CHECK_FALSE(pace.left(after(9), 0, 0));
    CHECK_FALSE(pace.left(after(4), 60, 0));
  }

  TEST_CASE("nothing is said of what stands still, or of a kind of which too little has been seen") {
    Pace pace{begun};
    for (int second = 0; second < 10; ++second) {
      pace.ended(after(second), false, Duration{100});
    }
    CHECK_FALSE(pace.left(after(22), 60, 0));
    CHECK(pace.rate(after(40)) == doctest::Approx(0.0));
    CHECK_FALSE(pace.left(after(9), 0, 5));
    for (int second = 9; second < 12; ++second) {
      pace.ended(after(second), true, Duration{4'000});
    }
    CHECK(pace.left(after(12), 0, 5) == Duration{20'000});
    CHECK_FALSE(pace.left(after(12), 0, 50'000));
  }
}
