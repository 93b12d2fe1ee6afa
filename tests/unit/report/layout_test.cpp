#include "report/layout.hpp"

#include <doctest/doctest.h>

#include "report/code_points.hpp"
#include "report/points.hpp"

using namespace labcheck;
using namespace labcheck::report;

TEST_SUITE("report/layout") {
  TEST_CASE("points have two decimals at most and none without need") {
    CHECK(to_text(Points{0}) == "0");
    CHECK(to_text(Points{1000}) == "10");
    CHECK(to_text(Points{250}) == "2.5");
    CHECK(to_text(Points{33}) == "0.33");
    CHECK(to_text(Points{7}) == "0.07");
    CHECK(to_text(Points{-150}) == "-1.5");
    CHECK(to_number(Points{29}).dump() == "0.29");
    CHECK(to_number(Points{1000}).dump() == "10");
    CHECK(to_number(Points{1'005}).dump() == "10.05");
    for (std::int64_t hundredths = 0; hundredths < 20'000; ++hundredths) {
      REQUIRE(to_number(Points{hundredths}).dump() == to_text(Points{hundredths}));
    }
  }

  TEST_CASE("padding and clipping count columns, not bytes") {
    CHECK(pad("张三", 6) == "张三  ");
    CHECK(pad("abc", 2) == "abc");
    CHECK(clip("负载均衡端口", 12) == "负载均衡端口");
    CHECK(clip("负载均衡端口", 11) == "负载均衡端…");
    CHECK(clip("负载均衡端口", 10) == "负载均衡…");
    CHECK(clip("abcdef", 4) == "abc…");
  }

  TEST_CASE("paragraphs break at spaces, between wide characters, or else within a word") {
    const auto widest = [](const std::string& lines) {
      std::size_t most = 0;
      for (std::size_t from = 0; from < lines.size();) {
        const auto end = lines.find('\n', from);
        most = std::max(most, display_width(lines.substr(from, end - from)));
        from = end + 1;
      }
      return most;
    };
    std::string words;
    std::string wide;
    for (int at = 0; at < 60; ++at) {
      words += "word ";
      wide += "中文";
    }
    CHECK(paragraph("  ", 2, "short") == "  short\n");
    CHECK(paragraph("> ", 2, "") == ">\n");
    CHECK(widest(paragraph("  ", 2, words)) <= page_width);
    CHECK(widest(paragraph("  ", 2, words)) > page_width - 6);
    CHECK(widest(paragraph("  ", 2, wide)) == page_width);
    CHECK(widest(paragraph("  ", 2, std::string(500, 'x'))) == page_width);
    CHECK(paragraph("  ", 2, words).find("wor\n") == std::string::npos);
  }

  TEST_CASE("what authors wrote over several lines is folded to one") {
    CHECK(folded("  start\n  the\tbalancer \r\n") == "start the balancer");
    CHECK(folded(" \n") == "");
  }

  TEST_CASE("times are UTC, and one out of range is shown as the nearest") {
    CHECK(to_iso(Time{Duration{1'795'558'203'250}}) == "2026-11-24T22:10:03.250Z");
    CHECK(to_clock(Time{Duration{1'795'558'203'250}}) == "2026-11-24 22:10:03 UTC");
    CHECK(to_iso(Time{Duration{INT64_MAX}}) == "9999-12-31T23:59:59.999Z");
    CHECK(to_iso(Time{Duration{INT64_MIN}}) == "1970-01-01T00:00:00.000Z");
  }

  TEST_CASE("durations read well") {
    CHECK(to_words(Duration{250}) == "250ms");
    CHECK(to_words(Duration{12'900}) == "12s");
    CHECK(to_words(Duration{72'250}) == "1m 12s");
    CHECK(to_words(Duration{7'500'000}) == "2h 5m");
    CHECK(to_words(Duration{-5}) == "0ms");
  }
}
