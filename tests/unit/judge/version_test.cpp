#include "judge/version.hpp"

#include <doctest/doctest.h>

using labcheck::judge::compare_versions;
using labcheck::judge::version_meets;

namespace {

bool meets(std::string_view version, std::string_view conditions) {
  const auto result = version_meets(version, conditions);
  REQUIRE(result.has_value());
  return *result;
}

}  // namespace

TEST_SUITE("judge/version") {
  TEST_CASE("versions are ordered number by number, not letter by letter") {
    CHECK(compare_versions("1.9", "1.18") < 0);
    CHECK(compare_versions("1.018", "1.18") == 0);
    CHECK(compare_versions("1.18a", "1.18") > 0);
    CHECK(compare_versions("1.18~rc1", "1.18") < 0);
    CHECK(compare_versions("1.18~~", "1.18~") < 0);
    CHECK(compare_versions("1.18+dfsg", "1.18a") > 0);
    CHECK(compare_versions("99999999999999999999999", "100000000000000000000000") < 0);
  }

  TEST_CASE("conditions must all hold") {
    CHECK(meets("1.18.0-6ubuntu14", ">=1.18"));
    CHECK(meets("1.18.0-6ubuntu14", ">=1.18 <2"));
    CHECK(meets("1.18.0", ">= 1.18, < 2"));
    CHECK_FALSE(meets("2.0", ">=1.18 <2"));
    CHECK_FALSE(meets("1.9.15", ">=1.18"));
    CHECK(meets("1.18", "!=1.19"));
    CHECK(meets("v1.28.3", ">1.28 <1.29"));
  }

  TEST_CASE("a version is the same with trailing zeros, and by equality when no sign is written") {
    CHECK(meets("1.18.0", "1.18"));
    CHECK(meets("1.18", "=1.18.0.0"));
    CHECK(meets("1.18.0", "<=1.18"));
    CHECK_FALSE(meets("1.18.1", "==1.18"));
    CHECK_FALSE(meets("1.18.1", "<=1.18"));
  }

  TEST_CASE("an epoch or revision counts only when the condition names one") {
    CHECK(meets("1:10.11.6-0+deb12u1", ">=10.5 <11"));
    CHECK(meets("1:10.11.6-0+deb12u1", ">=1:10.5"));
    CHECK_FALSE(meets("1:10.11.6", ">=2:1.0"));
    CHECK(meets("1.20.1-14.el9", "=1.20.1"));
    CHECK(meets("1.20.1-14.el9", "=1.20.1-14.el9"));
    CHECK_FALSE(meets("1.20.1-13.el9", ">=1.20.1-14.el9"));
    CHECK(meets("6.1.0-18-amd64", ">=6.1"));
  }

  TEST_CASE("a release candidate comes before the release") {
    CHECK_FALSE(meets("2.0.0-rc1", ">=2.0.0"));
    CHECK_FALSE(meets("2.0~beta2", ">=2.0"));
    CHECK(meets("2.0.0-rc1", ">=1.9"));
  }

  TEST_CASE("what is no version is an error") {
    for (const auto* text : {"", "unknown", "1.18 (stable)", "1.18\n", "\xE4\xB8\xAD"}) {
      CHECK_FALSE(version_meets(text, ">=1").has_value());
    }
    for (const auto* text : {"", "  ", ">=", ">=x", "=>1", "><1", ">=1 <"}) {
      CHECK_FALSE(version_meets("1.18", text).has_value());
    }
    CHECK(version_meets("unknown", ">=1").error().message == "'unknown' is no version");
    CHECK(version_meets("1.0", "=>1").error().message == "'=>' compares no versions");
  }
}
