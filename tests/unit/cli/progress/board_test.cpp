#include "cli/progress/board.hpp"

#include <doctest/doctest.h>

#include "tests/unit/cli/progress/room.hpp"

using namespace labcheck;
using namespace labcheck::cli;
using test::ended;
using test::Room;

namespace {

CheckKey key(std::string candidate, std::string scenario, std::string check) {
  return {.candidate = std::move(candidate), .scenario = std::move(scenario), .check = std::move(check)};
}

/// The one cell after checks a and b of its skill have ended so.
CellState after(Outcome first, Outcome second) {
  Room room{1};
  auto& scenario = room.add("test/one", {"1.1.1"});
  scenario.skills[0].checks[1].needs = {"1.1.1-a"};
  Board board{room.planned()};
  board.ended(room.of(1), ended("1.1.1-a", first));
  CHECK(board.cell(0, 0) == CellState::running);
  const auto decided = board.ended(room.of(1), ended("1.1.1-b", second));
  CHECK(decided);
  return board.cell(0, 0);
}

}  // namespace

TEST_SUITE("cli/progress/board") {
  TEST_CASE("a skill is open until all of its checks have ended, then the judge's function says what it is") {
    Room room{2};
    room.add("test/one", {"1.1.1", "1.1.2"});
    Board board{room.planned()};
    CHECK(board.total() == 8);
    CHECK(board.cell(0, 0) == CellState::open);
    board.heard(key("c1", "test/one", "1.1.1-b"));
    CHECK(board.cell(0, 0) == CellState::running);
    CHECK(board.cell(0, 1) == CellState::open);
    CHECK_FALSE(board.ended(room.of(1), ended("1.1.1-a", Outcome::fail)));
    CHECK(board.cell(0, 0) == CellState::running);
    const auto decided = board.ended(room.of(1), ended("1.1.1-b", Outcome::pass));
    REQUIRE(decided);
    CHECK(decided->verdict == Verdict::fail);
    CHECK(decided->code == "1.1.1");
    CHECK(decided->scenario == "test/one");
    CHECK(board.cell(0, 0) == CellState::fail);
    CHECK(board.done() == 2);
    CHECK(board.cells_in(CellState::open) == 3);
  }

  TEST_CASE("what checks make of a skill") {
    CHECK(after(Outcome::pass, Outcome::pass) == CellState::pass);
    CHECK(after(Outcome::pass, Outcome::waived) == CellState::pass);
    CHECK(after(Outcome::error, Outcome::fail) == CellState::fail);
    CHECK(after(Outcome::error, Outcome::pass) == CellState::error);
    CHECK(after(Outcome::manual, Outcome::error) == CellState::error);
    CHECK(after(Outcome::manual, Outcome::pass) == CellState::manual);
    CHECK(after(Outcome::waived, Outcome::not_applicable) == CellState::waived);
    CHECK(after(Outcome::fail, Outcome::blocked) == CellState::fail);
    CHECK(after(Outcome::waived, Outcome::blocked) == CellState::blocked);
  }

  TEST_CASE("a check that was blocked by one of another skill counts as that one did") {
    Room room{1};
    auto& scenario = room.add("test/one", {"1.1.1", "1.1.2"}, 1);
    scenario.skills[1].checks[0].needs = {"1.1.1-a"};
    Board failed{room.planned()};
    failed.ended(room.of(1), ended("1.1.1-a", Outcome::fail));
    failed.ended(room.of(1), ended("1.1.2-a", Outcome::blocked));
    CHECK(failed.cell(0, 1) == CellState::fail);
    Board erred{room.plan};
    erred.ended(room.of(1), ended("1.1.1-a", Outcome::error));
    erred.ended(room.of(1), ended("1.1.2-a", Outcome::blocked));
    CHECK(erred.cell(0, 1) == CellState::blocked);
  }

  TEST_CASE("a code that two scenarios grade has one column: open while either is, then the worst") {
    Room room{1};
    room.add("test/one", {"1.1.1", "1.1.2"}, 1);
    room.add("test/two", {"1.1.2"}, 1);
    Board board{room.planned()};
    REQUIRE(board.columns().size() == 2);
    board.ended(room.of(1, 0), ended("1.1.2-a", Outcome::pass));
    CHECK(board.cell(0, 1) == CellState::running);
    board.ended(room.of(1, 1), ended("1.1.2-a", Outcome::error));
    CHECK(board.cell(0, 1) == CellState::error);
  }

  TEST_CASE("the level tells columns of one code apart") {
    Room room{1};
    room.add("test/one", {"1.1.1"}, 1);
    room.add("test/two", {"1.1.1"}, 1).level = "senior";
    Board board{room.planned()};
    CHECK(board.columns().size() == 2);
    CHECK(board.cell(0, 1) == CellState::open);
  }

  TEST_CASE("rows in trouble come first where there is no room for all") {
    Room room{6};
    room.add("test/one", {"1.1.1", "1.1.2"}, 1);
    Board board{room.planned()};
    board.ended(room.of(2), ended("1.1.1-a", Outcome::pass));
    board.ended(room.of(2), ended("1.1.2-a", Outcome::pass));
    board.ended(room.of(3), ended("1.1.1-a", Outcome::pass));
    board.ended(room.of(4), ended("1.1.1-a", Outcome::fail));
    board.ended(room.of(6), ended("1.1.2-a", Outcome::error));
    CHECK(board.first_rows(6) == std::vector<std::size_t>{0, 1, 2, 3, 4, 5});
    CHECK(board.first_rows(5) == std::vector<std::size_t>{5, 3, 2, 0, 4});
    CHECK(board.first_rows(2) == std::vector<std::size_t>{5, 3});
    CHECK(board.rows_in(RowState::open) == 2);
    CHECK(board.rows_in(RowState::pass) == 1);
  }

  TEST_CASE("what is asked one by one is told apart, with what waits for it") {
    Room room{2};
    auto& scenario = room.add("test/one", {"1.1.1"}, 3);
    scenario.skills[0].checks[1].phase = Phase::write;
    scenario.skills[0].checks[2].needs = {"1.1.1-b"};
    Board board{room.planned()};
    CHECK(board.together_left() == 2);
    CHECK(board.longest_line() == 2);
    board.ended(room.of(1), ended("1.1.1-b", Outcome::pass));
    CHECK(board.longest_line() == 2);
    board.ended(room.of(2), ended("1.1.1-b", Outcome::pass));
    CHECK(board.longest_line() == 1);
  }

  TEST_CASE("what nobody asked for changes nothing") {
    Room room{1};
    room.add("test/one", {"1.1.1"}, 1);
    Board board{room.planned()};
    const auto before = board.changes();
    board.heard(key("c9", "test/one", "1.1.1-a"));
    board.heard(key("c1", "test/two", "1.1.1-a"));
    board.heard(key("c1", "test/one", "1.1.1-z"));
    CHECK_FALSE(board.ended(room.of(1), ended("1.1.1-z", Outcome::fail)));
    CHECK(board.changes() == before);
    board.ended(room.of(1), ended("1.1.1-a", Outcome::pass));
    CHECK_FALSE(board.ended(room.of(1), ended("1.1.1-a", Outcome::fail)));
    CHECK(board.done() == 1);
  }
}
