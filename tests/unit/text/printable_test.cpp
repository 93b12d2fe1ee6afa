#include <doctest/doctest.h>

#include "text/code_points.hpp"
#include "text/printable.hpp"

using namespace labcheck::text;

TEST_SUITE("text/printable") {
  TEST_CASE("controls, escapes and invalid bytes are written out") {
    CHECK(printable("\x1b[31mred\x07") == "\\x1b[31mred\\x07");
    CHECK(printable(std::string_view("a\0b", 3)) == "a\\x00b");
    CHECK(printable("one\ntwo\r\tthree\x7f") == "one\\ntwo\\r\\tthree\\x7f");
    CHECK(printable("\xc2\x9b"
                    "31m") == "\\u009b31m");
    CHECK(printable("\xff\xc0\xaf\xed\xa0\x80") == "\\xff\\xc0\\xaf\\xed\\xa0\\x80");
    CHECK(printable("cut \xe4\xbd") == "cut \\xe4\\xbd");
  }

  TEST_CASE("bidirectional, invisible and separating marks are written out") {
    CHECK(printable("\u202eevil\u202c \u2066x\u2069 \u200f\u061c") ==
          "\\u202eevil\\u202c \\u2066x\\u2069 \\u200f\\u061c");
    CHECK(printable("a\u200bb\u2028c\ufeffd\u00ade") == "a\\u200bb\\u2028c\\ufeffd\\u00ade");
    CHECK(printable("\U000e0041\uffff\U0001fffe") == "\\U000e0041\\uffff\\U0001fffe");
  }

  TEST_CASE("a tower of marks is cut down to a few") {
    std::string tower = "a";
    for (int at = 0; at < 6; ++at) {
      tower += "\u0301";
    }
    CHECK(printable(tower) == "a\u0301\u0301\u0301\u0301\\u0301\\u0301");
    CHECK(printable("\u0301x") == "\\u0301x");
    CHECK(printable("e\u0301") == "e\u0301");
  }

  TEST_CASE("what people write stays as it is") {
    const std::string words = "张三 O'Brien Søn 100 % C:\\path 'a\\d+' – “x” 한국어 😀 \ufffd";
    CHECK(printable(words) == words);
  }

  TEST_CASE("doing it twice changes nothing more") {
    std::string bytes;
    for (int at = 0; at < 512; ++at) {
      bytes += static_cast<char>(at * 7);
    }
    CHECK(printable(printable(bytes)) == printable(bytes));
  }

  TEST_CASE("nothing dangerous is left, whatever comes") {
    std::uint32_t seed = 12345;
    for (int round = 0; round < 2'000; ++round) {
      std::string bytes;
      for (int at = 0; at < 40; ++at) {
        seed = seed * 1'664'525 + 1'013'904'223;
        bytes += static_cast<char>(seed >> 24);
      }
      const auto shown = printable(bytes);
      std::string_view rest = shown;
      while (!rest.empty()) {
        const auto point = take(rest);
        CHECK(point.valid);
        CHECK_FALSE(is_deceptive(point.value));
      }
    }
  }

  TEST_CASE("widths are those of a terminal") {
    CHECK(display_width("") == 0);
    CHECK(display_width("abc") == 3);
    CHECK(display_width("负载均衡") == 8);
    CHECK(display_width("（Web）") == 7);
    CHECK(display_width("한국") == 4);
    CHECK(display_width("ｆｕｌｌ") == 8);
    CHECK(display_width("ﾊﾝｶｸ") == 4);
    CHECK(display_width("e\u0301") == 1);
    CHECK(display_width("😀") == 2);
    CHECK(display_width("Søn – “x”…") == 10);
    CHECK(display_width("𠀀") == 2);
  }
}
