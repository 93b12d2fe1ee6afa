#include "qualify/compare.hpp"

#include <doctest/doctest.h>

using namespace labcheck;
using namespace labcheck::qualify;

namespace {

/// A candidate's result with two codes of one check each.
Value result(const std::string& first, const std::string& second) {
  const auto skill = [](const std::string& code, const std::string& outcome) {
    return Value{{"code", code},
                 {"checks", {{{"id", "check-" + code}, {"outcome", outcome}, {"why", "the reason"}}}}};
  };
  const auto code = [](const std::string& name, const std::string& outcome) {
    const auto verdict = outcome == "pass" || outcome == "fail" ? outcome : "undetermined";
    return Value{{"code", name}, {"verdict", verdict}, {"cause", "the cause"}};
  };
  return {{"flags", Value::array()},
          {"skills", {skill("1.1", first), skill("1.2", second)}},
          {"codes", {code("1.1", first), code("1.2", second)}}};
}

std::string said(const Row& row, const Value& candidate) {
  std::string all;
  for (const auto& complaint : compare(row, candidate).complaints) {
    all += (all.empty() ? "" : "; ") + complaint;
  }
  return all;
}

}  // namespace

TEST_SUITE("qualify/compare") {
  TEST_CASE("an untouched lab earns nothing and hides no error") {
    const Row pristine{.kind = RowKind::pristine};
    CHECK(said(pristine, result("fail", "blocked")).empty());
    CHECK(said(pristine, result("fail", "manual")).empty());
    CHECK(said(pristine, result("pass", "fail")) ==
          "1.1 is pass, expected fail: the cause; check check-1.1 is pass: the reason");
    CHECK(said(pristine, result("fail", "error")) == "check check-1.2 is error: the reason");
  }

  TEST_CASE("a solution passes every check") {
    const Row solved{.kind = RowKind::solved};
    CHECK(said(solved, result("pass", "pass")).empty());
    CHECK(said(solved, result("pass", "fail")) ==
          "1.2 is fail, expected pass: the cause; check check-1.2 is fail: the reason");
    CHECK(said(Row{.kind = RowKind::rebooted}, result("error", "pass")).starts_with("1.1 is undetermined"));
  }

  TEST_CASE("a fault turns the codes that it names and no other") {
    const Row fault{.kind = RowKind::fault, .codes = {"1.1"}};
    CHECK(said(fault, result("fail", "pass")).empty());
    CHECK(said(fault, result("pass", "pass")) == "1.1 is pass, expected fail: the cause");
    CHECK(said(fault, result("error", "pass")) == "1.1 is undetermined, expected fail: the cause");
    CHECK(said(fault, result("fail", "fail")) == "1.2 is fail, expected pass: the cause");
    CHECK(said(Row{.kind = RowKind::fault, .codes = {"1.1"}, .checks = {"check-1.2"}}, result("fail", "pass")) ==
          "check check-1.2 is pass, expected fail");
    CHECK(compare(fault, result("fail", "pass")).turned == std::vector<std::string>{"check-1.1"});
  }

  TEST_CASE("a cheat passes none of the codes that it names, unless the flag that it promises is there") {
    Row cheat{.kind = RowKind::cheat, .codes = {"1.1"}};
    CHECK(said(cheat, result("error", "pass")).empty());
    CHECK(said(cheat, result("pass", "pass")) == "1.1 passes");
    cheat.flags = {"twin-host"};
    CHECK(said(cheat, result("pass", "pass")) == "1.1 passes and no flag is raised");
    auto flagged = result("pass", "pass");
    flagged["flags"].push_back({{"code", "twin-host"}, {"message", "one machine"}});
    CHECK(said(cheat, flagged).empty());
  }

  TEST_CASE("a lab that was not left clean never holds, and a result without form is an error of ours") {
    auto dirty = result("pass", "pass");
    dirty["flags"].push_back({{"code", "cleanup-failed"}, {"message", "a file is left"}});
    CHECK(said(Row{.kind = RowKind::solved}, dirty) == "the lab was not left clean: a file is left");
    CHECK_FALSE(compare(Row{.kind = RowKind::solved}, Value::object()).errors.empty());
  }
}
