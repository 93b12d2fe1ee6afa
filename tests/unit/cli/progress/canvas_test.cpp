#include "cli/progress/canvas.hpp"

#include <doctest/doctest.h>

using namespace labcheck::cli;

TEST_SUITE("cli/progress/canvas") {
  TEST_CASE("lines are drawn below, then over themselves; what is the same isn't sent again") {
    Canvas canvas;
    CHECK(canvas.draw({"one", "two"}, 80) == "\x1b[?7l\r\x1b[Jone\x1b[K\r\ntwo\x1b[K\r\n\x1b[?7h");
    CHECK(canvas.draw({"one", "2"}, 80) == "\x1b[?7l\r\x1b[2A\r\n2\x1b[K\r\n\x1b[?7h");
    CHECK(canvas.draw({"one"}, 80) == "\x1b[?7l\r\x1b[2A\r\n\x1b[J\x1b[?7h");
    CHECK(canvas.draw({"one", "two", "three"}, 80) == "\x1b[?7l\r\x1b[1A\r\ntwo\x1b[K\r\nthree\x1b[K\r\n\x1b[?7h");
    CHECK(canvas.wipe(80) == "\r\x1b[3A\x1b[J");
    CHECK(canvas.wipe(80).empty());
  }

  TEST_CASE("what is said meanwhile stands above") {
    Canvas canvas;
    CHECK(canvas.say("labcheck: x\n", 80) == "labcheck: x\n");
    canvas.draw({"one"}, 80);
    CHECK(canvas.say("labcheck: x\n", 80) == "\r\x1b[1A\x1b[Jlabcheck: x\n\x1b[?7l\rone\x1b[K\r\n\x1b[?7h");
  }

  TEST_CASE("a terminal that was made narrower has wrapped what stood there; colours take no room") {
    Canvas canvas;
    canvas.draw({"\x1b[0;1;31m0123456789\x1b[0m", "01234"}, 80);
    CHECK(canvas.draw({"x"}, 4) == "\x1b[?7l\r\x1b[5A\x1b[Jx\x1b[K\r\n\x1b[?7h");
  }

  TEST_CASE("after a shell has written, it starts anew below") {
    Canvas canvas;
    canvas.draw({"one", "two"}, 80);
    canvas.forget();
    CHECK(canvas.empty());
    CHECK(canvas.draw({"one"}, 80) == "\x1b[?7l\rone\x1b[K\r\n\x1b[?7h");
  }
}
