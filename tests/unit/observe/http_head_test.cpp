#include "observe/clients/http_head.hpp"

#include <doctest/doctest.h>

using namespace labcheck;
using namespace labcheck::observe;

namespace {

HttpHead taken(const std::vector<std::string>& lines) {
  HttpHead head;
  for (const auto& line : lines) {
    CHECK(head.take(line + "\r\n"));
  }
  return head;
}

}  // namespace

TEST_SUITE("observe/clients/http_head") {
  TEST_CASE("names are lower case, values trimmed, several of a name joined") {
    const auto head = taken({"HTTP/1.1 200 OK", "Content-Type:  text/plain ", "X-A: 1", "x-a:2", "Empty:", ""});
    CHECK(head.headers() == Value{{"content-type", "text/plain"}, {"x-a", "1, 2"}, {"empty", ""}});
  }

  TEST_CASE("a new status line starts afresh") {
    const auto head =
        taken({"HTTP/1.1 100 Continue", "X-Early: 1", "Location: /early", "", "HTTP/1.1 200 OK", "X-Late: 2"});
    CHECK(head.headers() == Value{{"x-late", "2"}});
    CHECK(head.location() == "");
  }

  TEST_CASE("the first location counts, and folded lines don't") {
    const auto head = taken({"HTTP/1.1 302 Found", "Location: /one", "location: /two", " evil: folded"});
    CHECK(head.location() == "/one");
    CHECK(head.headers() == Value{{"location", "/one, /two"}});
  }

  TEST_CASE("bytes that are no UTF-8 are replaced, in names too") {
    CHECK(taken({"HTTP/1.1 200 OK", "X-\xff: a\xffz"}).headers() == Value{{"x-\xEF\xBF\xBD", "a\xEF\xBF\xBDz"}});
  }

  TEST_CASE("too many lines and too many bytes are told, over all heads of a response") {
    HttpHead lines;
    for (int line = 0; line < 256; ++line) {
      REQUIRE(lines.take(line % 2 == 0 ? "HTTP/1.1 100 Continue\r\n" : "\r\n"));
    }
    CHECK_FALSE(lines.take("HTTP/1.1 200 OK\r\n"));
    HttpHead bytes;
    CHECK(bytes.take("X: " + std::string(60'000, 'x')));
    CHECK_FALSE(bytes.take("Y: " + std::string(6'000, 'x')));
  }
}
