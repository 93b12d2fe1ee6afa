#include "report/difference.hpp"

#include <doctest/doctest.h>

using namespace labcheck;
using namespace labcheck::report;

namespace {

Value check(const char* id, const char* outcome, const char* why) {
  return {{"id", id}, {"outcome", outcome}, {"why", why}};
}

Value result(const char* candidate, const char* verdict, double points, Value checks) {
  Value skill{{"scenario", "demo/web"}, {"level", "junior"}, {"code", "2.2.3"},
              {"verdict", verdict},     {"points", points},  {"checks", std::move(checks)}};
  Value one{{"id", candidate}, {"name", "张三"}, {"skills", Value::array({std::move(skill)})}};
  return {{"schema", "labcheck.result/1"}, {"candidates", Value::array({std::move(one)})}};
}

}  // namespace

TEST_SUITE("report/difference") {
  const auto before =
      result("c01", "fail", 1,
             Value::array({check("a", "pass", "as expected"), check("b", "fail", "lb: expected 80, found 81\x1b[2J"),
                           check("gone", "fail", "was so")}));
  const auto after =
      result("c01", "pass", 2.5,
             Value::array({check("a", "pass", "otherwise said"), check("b", "pass", "lb: 81, as expected"),
                           check("new", "error", "the check is new")}));

  TEST_CASE("verdicts, points and the checks that turned them are told with why on both sides") {
    const auto found = differences(before, after);
    REQUIRE(found);
    CHECK(differences_as_text(*found, Language::en) ==
          "c01 张三  junior 2.2.3 [demo/web]  fail → pass  1 → 2.5 points\n"
          "    b  fail → pass\n"
          "        before: lb: expected 80, found 81\\x1b[2J\n"
          "        after: lb: 81, as expected\n"
          "    new  (not there) → error\n"
          "        after: the check is new\n"
          "    gone  fail → (not there)\n"
          "        before: was so\n");
    CHECK(differences_as_text(*found, Language::zh).find("未达标 → 达标  1 → 2.5 分\n") != std::string::npos);
    const auto json = Value::parse(differences_as_json(*found));
    CHECK(json.at("schema") == "labcheck.diff/1");
    CHECK(json.at("differences").at(0).at("checks").at(1).at("before").is_null());
    CHECK(json.at("differences").at(0).at("after") == "pass");
  }

  TEST_CASE("the same result has no difference") {
    const auto found = differences(after, after);
    REQUIRE(found);
    CHECK(found->empty());
    CHECK(differences_as_text(*found, Language::en) == "no difference\n");
  }

  TEST_CASE("candidates that only one side has are told") {
    const auto found = differences(before, result("c02", "pass", 2, Value::array()));
    REQUIRE(found);
    REQUIRE(found->size() == 2);
    CHECK(found->at(0).candidate == "c02");
    CHECK(found->at(0).before.empty());
    CHECK(found->at(1).candidate == "c01");
    CHECK(found->at(1).after.empty());
  }

  TEST_CASE("what is no result is refused, half of one too") {
    CHECK(differences(Value::array(), after).error().message ==
          "it is no result of labcheck (its schema must be 'labcheck.result/1')");
    const auto half = differences(before, {{"schema", "labcheck.result/1"}});
    REQUIRE_FALSE(half);
    CHECK(half.error().message.find("it is no whole result of labcheck: ") == 0);
  }
}
