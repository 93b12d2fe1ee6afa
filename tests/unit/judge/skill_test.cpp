#include "judge/skill.hpp"

#include <algorithm>
#include <numeric>

#include <doctest/doctest.h>

#include "judge/points.hpp"
#include "judge/totals.hpp"

using namespace labcheck;

namespace {

struct Given {
  std::string id{};
  Outcome outcome{Outcome::pass};
  int points{1};
  bool optional{false};
  std::vector<std::string> needs{};
};

/// A skill judged from the outcomes of its checks.
SkillResult judged(GradedSkill skill, const std::vector<Given>& checks) {
  std::map<std::string, Outcome> outcomes;
  std::map<std::string, std::vector<std::string>> needs;
  SkillResult result;
  for (const auto& given : checks) {
    Check check;
    check.id = given.id;
    check.points = given.points;
    check.optional = given.optional;
    skill.checks.push_back(check);
    CheckResult of_check;
    of_check.id = given.id;
    of_check.outcome = given.outcome;
    of_check.optional = given.optional;
    result.checks.push_back(of_check);
    outcomes[given.id] = given.outcome;
    needs[given.id] = given.needs;
  }
  judge::judge_skill(skill, outcomes, needs, result);
  return result;
}

GradedSkill percent(int share) {
  GradedSkill skill;
  skill.pass = {.all = false, .percent = share};
  return skill;
}

std::vector<std::int64_t> hundredths(const std::vector<Points>& points) {
  std::vector<std::int64_t> all;
  for (const auto& one : points) {
    all.push_back(one.hundredths);
  }
  return all;
}

}  // namespace

TEST_SUITE("judge/skill") {
  TEST_CASE("points are dealt in exact hundredths, none a whole one off its share") {
    CHECK(hundredths(judge::deal(10, {1, 1, 1})) == std::vector<std::int64_t>{333, 333, 334});
    CHECK(hundredths(judge::deal(10, {2, 1, 0})) == std::vector<std::int64_t>{666, 334, 0});
    CHECK(hundredths(judge::deal(7, {0, 0})) == std::vector<std::int64_t>{0, 0});
    CHECK(judge::deal(1, {}).empty());
    const auto many = hundredths(judge::deal(1, std::vector<std::int64_t>(40, 1)));
    CHECK(*std::min_element(many.begin(), many.end()) == 2);
    CHECK(*std::max_element(many.begin(), many.end()) == 3);
    CHECK(std::accumulate(many.begin(), many.end(), std::int64_t{0}) == 100);
  }

  TEST_CASE("a skill's points scale those of its checks; without any they are their sum") {
    GradedSkill ten;
    ten.points = 10;
    const auto scaled = judged(ten, {{"a"}, {"b", Outcome::fail}, {"c"}});
    CHECK(scaled.max_points.hundredths == 1000);
    CHECK(scaled.points.hundredths == 667);
    CHECK(scaled.checks[1].points.hundredths == 0);
    CHECK(scaled.checks[1].max_points.hundredths == 333);
    const auto plain = judged({}, {{"a", Outcome::pass, 2}, {"b", Outcome::error, 3}});
    CHECK(plain.max_points.hundredths == 500);
    CHECK(plain.points.hundredths == 200);
  }

  TEST_CASE("pass: all") {
    CHECK(judged({}, {{"a"}, {"b"}}).verdict == Verdict::pass);
    const auto failed_one = judged({}, {{"a"}, {"b", Outcome::fail}, {"c", Outcome::error}});
    CHECK(failed_one.verdict == Verdict::fail);
    CHECK(failed_one.cause == "'b' failed");
    const auto open = judged({}, {{"a"}, {"b", Outcome::error}, {"c", Outcome::manual}});
    CHECK(open.verdict == Verdict::undetermined);
    CHECK(open.cause == "'b' could not be judged, 'c' awaits a person");
    CHECK_FALSE(open.only_manual_open);
    const auto manual = judged({}, {{"a"}, {"c", Outcome::manual}});
    CHECK(manual.verdict == Verdict::undetermined);
    CHECK(manual.only_manual_open);
    CHECK(judged({}, {{"a"}}).only_manual_open == false);
  }

  TEST_CASE("an optional check is left out of all, but earns its points") {
    const auto result = judged({}, {{"a"}, {"b", Outcome::fail, 1, true}, {"c", Outcome::pass, 1, true}});
    CHECK(result.verdict == Verdict::pass);
    CHECK(result.points.hundredths == 200);
    CHECK(result.max_points.hundredths == 300);
    CHECK(judged({}, {{"a", Outcome::pass, 1, true}}).verdict == Verdict::undetermined);
    const auto open = judged({}, {{"a", Outcome::manual}, {"b", Outcome::error, 1, true}});
    CHECK(open.only_manual_open);
    CHECK(open.cause == "'a' awaits a person");
  }

  TEST_CASE("a share passes when it is earned and fails when it is out of reach") {
    const auto verdict = [](int share, const std::vector<Given>& checks) {
      return judged(percent(share), checks).verdict;
    };
    const auto fail = Outcome::fail;
    CHECK(verdict(60, {{"a", Outcome::pass, 3}, {"b", fail, 2}}) == Verdict::pass);
    CHECK(verdict(61, {{"a", Outcome::pass, 3}, {"b", fail, 2}}) == Verdict::fail);
    CHECK(verdict(60, {{"a", Outcome::pass, 2}, {"b", fail, 2}, {"c", Outcome::error, 1}}) == Verdict::undetermined);
    CHECK(verdict(61, {{"a", Outcome::pass, 2}, {"b", fail, 2}, {"c", Outcome::error, 1}}) == Verdict::fail);
    CHECK(verdict(60, {{"a", Outcome::pass, 3}, {"b", Outcome::error, 2}}) == Verdict::pass);
    CHECK(verdict(67, {{"a"}, {"b"}, {"c", fail}}) == Verdict::fail);
    CHECK(verdict(66, {{"a"}, {"b"}, {"c", fail}}) == Verdict::pass);
    const auto out_of_reach = judged(percent(60), {{"a", Outcome::pass, 1}, {"b", fail, 2}});
    CHECK(out_of_reach.cause == "1 of 3 points earned, 60% needed: 'b' failed");
    const auto open = judged(percent(60), {{"a", Outcome::pass, 1}, {"b", Outcome::manual, 2}});
    CHECK(open.cause == "1 of 3 points earned, 60% needed: 'b' awaits a person");
    CHECK(open.only_manual_open);
  }

  TEST_CASE("waived and not applicable checks leave the denominator") {
    GradedSkill ten;
    ten.points = 10;
    const auto waived = judged(ten, {{"a"}, {"b", Outcome::waived}, {"c", Outcome::not_applicable}});
    CHECK(waived.verdict == Verdict::pass);
    CHECK(waived.points.hundredths == 1000);
    CHECK(waived.max_points.hundredths == 1000);
    CHECK(judged(percent(60), {{"a"}, {"b", Outcome::waived, 9}}).verdict == Verdict::pass);
    for (const auto& skill : {GradedSkill{}, percent(60)}) {
      const auto nothing = judged(skill, {{"a", Outcome::waived}, {"b", Outcome::not_applicable}});
      CHECK(nothing.verdict == Verdict::undetermined);
      CHECK(nothing.cause == "nothing is left to judge");
      CHECK_FALSE(nothing.only_manual_open);
      CHECK(nothing.max_points.hundredths == 0);
    }
  }

  TEST_CASE("a skill without checks passes by no rule") {
    CHECK(judged({}, {}).verdict == Verdict::undetermined);
    CHECK(judged(percent(60), {}).verdict == Verdict::undetermined);
    CHECK(judged(percent(60), {{"a", Outcome::fail, 0}}).verdict == Verdict::fail);
    CHECK(judged(percent(60), {{"a", Outcome::pass, 0}}).verdict == Verdict::pass);
  }

  TEST_CASE("blocked counts as what blocked it did, through any number of checks") {
    const auto blocked = Outcome::blocked;
    const auto failed_far =
        judged({}, {{"a", Outcome::fail, 1, true}, {"b", blocked, 1, true, {"a"}}, {"c", blocked, 1, false, {"b"}}});
    CHECK(failed_far.verdict == Verdict::fail);
    CHECK(failed_far.cause == "'c' was blocked by a failed check");
    const auto erred = judged({}, {{"a", Outcome::error, 1, true}, {"c", blocked, 1, false, {"a"}}});
    CHECK(erred.verdict == Verdict::undetermined);
    CHECK(erred.cause == "'c' was blocked by an open check");
    const auto both = judged(
        {}, {{"a", Outcome::error, 1, true}, {"b", Outcome::fail, 1, true}, {"c", blocked, 1, false, {"a", "b"}}});
    CHECK(both.verdict == Verdict::fail);
    const auto manual = judged({}, {{"a", Outcome::manual}, {"c", blocked, 1, false, {"a"}}});
    CHECK(manual.verdict == Verdict::undetermined);
    CHECK_FALSE(manual.only_manual_open);
    CHECK(judge::counted("x", {{"x", blocked}, {"y", blocked}}, {{"x", {"y"}}, {"y", {"x"}}}) == Outcome::error);
    CHECK(judge::counted("x", {{"x", blocked}}, {}) == Outcome::error);
  }

  TEST_CASE("turning a check into an error never makes a skill better, and the order of checks doesn't matter") {
    const Outcome values[] = {Outcome::pass, Outcome::fail, Outcome::error, Outcome::manual};
    for (int code = 0; code < 64; ++code) {
      for (const auto& skill : {GradedSkill{}, percent(50)}) {
        std::vector<Given> checks{
            {"a", values[code % 4], 2}, {"b", values[code / 4 % 4], 1, true}, {"c", values[code / 16], 3}};
        const auto before = judged(skill, checks);
        const std::vector<Given> turned{checks[2], checks[0], checks[1]};
        CHECK(judged(skill, turned).verdict == before.verdict);
        CHECK(judged(skill, turned).points == before.points);
        for (auto& check : checks) {
          const auto kept = std::exchange(check.outcome, Outcome::error);
          const auto worse = judged(skill, checks);
          CHECK((worse.verdict != Verdict::pass || before.verdict == Verdict::pass));
          CHECK((worse.verdict != Verdict::fail || before.verdict == Verdict::fail));
          CHECK(worse.points <= before.points);
          check.outcome = kept;
        }
      }
    }
  }

  TEST_CASE("a code that several scenarios grade is one line") {
    const auto skill = [](std::string scenario, Verdict verdict, std::string cause, bool manual = false) {
      SkillResult result;
      result.scenario = std::move(scenario);
      result.level = "junior";
      result.code = "2.2.3";
      result.verdict = verdict;
      result.cause = std::move(cause);
      result.only_manual_open = manual;
      return result;
    };
    const auto passed = skill("s1", Verdict::pass, "");
    const auto failed_one = skill("s2", Verdict::fail, "'a' failed");
    const auto open = skill("s3", Verdict::undetermined, "'b' could not be judged");
    const auto manual = skill("s4", Verdict::undetermined, "'c' awaits a person", true);
    CHECK(judge::fold_code({&passed}).verdict == Verdict::pass);
    CHECK(judge::fold_code({&open, &failed_one, &passed}).verdict == Verdict::fail);
    CHECK(judge::fold_code({&open, &failed_one, &passed}).cause == "s2: 'a' failed");
    CHECK(judge::fold_code({&passed, &manual}).only_manual_open);
    CHECK(judge::fold_code({&manual, &open}).only_manual_open == false);
    CHECK(judge::fold_code({&manual, &open}).cause == "s4: 'c' awaits a person; s3: 'b' could not be judged");
    CHECK(judge::fold_code({&open}).cause == "'b' could not be judged");
    CHECK(judge::fold_code({}).verdict == Verdict::undetermined);
  }
}
