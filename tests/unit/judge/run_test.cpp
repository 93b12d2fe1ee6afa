#include "judge/run.hpp"

#include <doctest/doctest.h>

#include "lab.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

std::shared_ptr<Standard> standard() {
  auto made = std::make_shared<Standard>();
  made->id = "ops";
  made->levels = {{.id = "junior", .title = {.en = "Junior", .zh = ""}},
                  {.id = "senior", .title = {.en = "Senior", .zh = ""}}};
  made->domains = {{.id = "1", .title = {.en = "Hosts", .zh = ""}}, {.id = "2", .title = {.en = "Web", .zh = ""}}};
  made->tasks = {{.id = "1.1", .title = {}}, {.id = "2.1", .title = {}}, {.id = "2.2", .title = {}}};
  for (const auto* code : {"1.1.1", "2.1.1", "2.2.1"}) {
    made->skills.push_back({.level = "junior",
                            .code = code,
                            .domain = std::string(code, 1),
                            .task = std::string(code, 3),
                            .title = {.en = std::string{"Skill "} + code, .zh = ""},
                            .place = {}});
  }
  return made;
}

/// Two scenarios of one candidate: `demo` grades 2.1.1 (checks a, b) and 2.2.1 (check c, which needs a); `more` grades
/// 2.1.1 again (check d).
struct Room {
  Lab lab{};
  Lab other{};
  Step step = ok_step();
  Record record{};

  Room() {
    const auto shared = standard();
    lab.scenario->standard = shared;
    lab.scenario->sources = {{.name = "demo.yaml", .text = "abc"}};
    other.scenario->standard = shared;
    other.scenario->id = "more";
    lab.scenario->skills = {skill("2.1.1", {"a", "b"}), skill("2.2.1", {"c"})};
    lab.scenario->skills[1].checks[0].needs = {"a"};
    other.scenario->skills = {skill("2.1.1", {"d"})};
    plan_checks(lab);
    plan_checks(other);
    record.run.id = "f00";
  }

  static GradedSkill skill(std::string code, const std::vector<std::string>& checks) {
    GradedSkill made;
    made.code = std::move(code);
    made.points = 10;
    for (const auto& id : checks) {
      Check check;
      check.id = id;
      made.checks.push_back(check);
    }
    return made;
  }

  void plan_checks(Lab& into) {
    for (const auto& graded : into.scenario->skills) {
      for (const auto& check : graded.checks) {
        PlannedCheck made;
        made.check = &check;
        made.skill = &graded;
        made.alternatives = {{planned(step, {"web[0]"})}};
        into.plan.checks.push_back(made);
      }
    }
  }

  void saw(std::string scenario, std::string check, std::string facts, int run = 1, bool end = true) {
    const CheckKey key{.candidate = "c01", .scenario = std::move(scenario), .check = std::move(check), .run = run};
    auto observation = observed("web[0]", std::move(facts));
    observation.check = key;
    observation.id = static_cast<std::int64_t>(record.observations.size()) + 1;
    record.observations.push_back(observation);
    if (end) {
      record.ends.push_back({.check = key, .complete = true, .reason = ""});
    }
  }

  RunResult judged() const {
    Plan plan;
    plan.candidates = {lab.plan, other.plan};
    return judge::judge_run(plan, record);
  }
};

}  // namespace

TEST_SUITE("judge/run") {
  TEST_CASE("a run is judged into skills, codes, groups and totals") {
    Room room;
    room.saw("demo", "a", yes);
    room.saw("demo", "b", no);
    room.saw("demo", "c", yes);
    room.saw("more", "d", yes);
    room.record.flags = {{.candidate = "c01", .host = "lb", .code = "rc-noise", .message = "it speaks"},
                         {.candidate = "c02", .host = "", .code = "x", .message = "y"}};
    room.record.flags.push_back(room.record.flags[0]);
    const auto result = room.judged();
    CHECK(result.run.id == "f00");
    REQUIRE(result.scenarios.size() == 2);
    CHECK(result.scenarios[0].digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(result.scenarios[0].standard == "ops");
    REQUIRE(result.candidates.size() == 1);
    const auto& candidate = result.candidates[0];
    CHECK(candidate.flags.size() == 1);
    REQUIRE(candidate.skills.size() == 3);
    CHECK(candidate.skills[0].title.en == "Skill 2.1.1");
    CHECK(candidate.skills[0].verdict == Verdict::fail);
    CHECK(candidate.skills[0].vantages == std::vector{Vantage::host});
    CHECK(candidate.skills[2].scenario == "more");
    REQUIRE(candidate.codes.size() == 2);
    CHECK(candidate.codes[0].verdict == Verdict::fail);
    CHECK(candidate.codes[0].cause == "demo: 'b' failed");
    CHECK(candidate.codes[1].verdict == Verdict::pass);
    CHECK(candidate.totals.pass == 1);
    CHECK(candidate.totals.fail == 1);
    CHECK(candidate.totals.points.hundredths == 2500);
    CHECK(candidate.totals.max_points.hundredths == 3000);
    REQUIRE(candidate.groups.size() == 4);
    CHECK(candidate.groups[0].kind == "level");
    CHECK(candidate.groups[0].title.en == "Junior");
    CHECK(candidate.groups[1].id == "2");
    CHECK(candidate.groups[1].totals.fail == 1);
    CHECK(candidate.groups[2].id == "2.1");
    CHECK(candidate.groups[2].totals.points.hundredths == 1500);
    CHECK(candidate.groups[3].totals.pass == 1);
    CHECK(result.summary.pass == 1);
    CHECK(result.summary.max_points.hundredths == 3000);
  }

  TEST_CASE("a waived check leaves the denominator, and what needs it is judged") {
    Room room;
    room.saw("demo", "a", no);
    room.saw("demo", "b", yes);
    room.saw("demo", "c", yes);
    room.saw("more", "d", yes);
    Ruling waiver;
    waiver.kind = RulingKind::waived;
    waiver.candidate = "c01";
    waiver.scenario = "demo";
    waiver.check = "a";
    waiver.by = "Wang Wu";
    waiver.comment = "the switch was broken";
    waiver.expires = Time{Duration{2000}};
    room.record.rulings = {waiver};
    const auto candidate = room.judged().candidates[0];
    CHECK(candidate.skills[0].checks[0].outcome == Outcome::waived);
    CHECK(candidate.skills[0].checks[0].rulings.size() == 1);
    CHECK(candidate.skills[0].checks[0].max_points.hundredths == 0);
    CHECK(candidate.skills[0].verdict == Verdict::pass);
    CHECK(candidate.skills[0].points.hundredths == 1000);
    CHECK(candidate.skills[1].checks[0].outcome == Outcome::pass);
    room.record.run.ended = Time{Duration{2000}};
    CHECK(room.judged().candidates[0].skills[0].verdict == Verdict::fail);
    room.record.run.ended = Time{};  // a run that died: its beginning is what is known
    room.record.run.started = Time{Duration{2000}};
    CHECK(room.judged().candidates[0].skills[0].verdict == Verdict::fail);
  }

  TEST_CASE("a failed check blocks what needs it, in another skill too") {
    Room room;
    room.saw("demo", "a", no);
    room.saw("demo", "b", yes);
    room.saw("more", "d", yes);
    const auto candidate = room.judged().candidates[0];
    CHECK(candidate.skills[1].checks[0].outcome == Outcome::blocked);
    CHECK(candidate.skills[1].verdict == Verdict::fail);
    CHECK(candidate.skills[1].vantages.empty());
    CHECK(candidate.codes[1].cause == "'c' was blocked by a failed check");
  }

  TEST_CASE("the latest run of a check counts, even when it never ended") {
    Room room;
    room.saw("more", "d", trouble);
    room.saw("more", "d", yes, 2);
    CHECK(room.judged().candidates[0].skills[2].verdict == Verdict::pass);
    CHECK(room.judged().candidates[0].skills[2].checks[0].observations == std::vector<std::int64_t>{2});
    room.saw("more", "d", yes, 3, false);
    CHECK(room.judged().candidates[0].skills[2].verdict == Verdict::undetermined);
  }

  TEST_CASE("only the selected codes are shown, though what they need was asked") {
    Room room;
    room.lab.plan.selected_codes = {"2.2.1"};
    room.other.plan.selected_codes = {"2.2.1"};
    room.saw("demo", "a", yes);
    room.saw("demo", "c", yes);
    const auto candidate = room.judged().candidates[0];
    REQUIRE(candidate.skills.size() == 1);
    CHECK(candidate.skills[0].code == "2.2.1");
    CHECK(candidate.skills[0].verdict == Verdict::pass);
    CHECK(candidate.totals.pass == 1);
  }

  TEST_CASE("an empty record leaves everything undetermined") {
    const auto result = Room{}.judged();
    CHECK(result.summary.undetermined == 2);
    CHECK(result.summary.pass + result.summary.fail == 0);
    CHECK(result.summary.points.hundredths == 0);
  }

  TEST_CASE("an answer to something else than a corrected scenario asks judges nothing") {
    Room room;
    room.saw("demo", "a", yes);
    room.saw("demo", "b", no);
    room.saw("demo", "c", yes);
    for (auto& observation : room.record.observations) {
      observation.request = Script{};
    }
    room.record.observations[0].request = Script{.text = "", .arguments = {"other"}};
    CHECK(room.judged().candidates[0].skills[0].checks[0].outcome == Outcome::pass);
    room.lab.plan.corrected = true;
    const auto skills = room.judged().candidates[0].skills;
    CHECK(skills[0].checks[0].outcome == Outcome::error);
    CHECK(skills[0].checks[0].why ==
          "web[0]: not asked in this form: the corrected scenario asks something else here than this run did");
    CHECK(skills[0].checks[1].outcome == Outcome::fail);
    CHECK(skills[1].checks[0].outcome == Outcome::blocked);
  }

  TEST_CASE("records of other candidates and scenarios are not taken for one's own") {
    Room room;
    room.saw("more", "a", yes);
    room.saw("demo", "d", yes);
    room.saw("more", "d", yes);
    room.record.observations.back().check.candidate = "c02";
    CHECK(room.judged().summary.pass == 0);
  }

  TEST_CASE("the same record in another order gives the same result") {
    Room room;
    room.saw("demo", "a", yes);
    room.saw("demo", "b", no);
    room.saw("more", "d", yes);
    const auto before = room.judged();
    std::swap(room.record.observations[0], room.record.observations[2]);
    std::swap(room.record.ends[0], room.record.ends[1]);
    const auto after = room.judged();
    for (std::size_t at = 0; at < 3; ++at) {
      CHECK(after.candidates[0].skills[at].cause == before.candidates[0].skills[at].cause);
      CHECK(after.candidates[0].skills[at].checks[0].why == before.candidates[0].skills[at].checks[0].why);
      CHECK(after.candidates[0].skills[at].checks[0].observations ==
            before.candidates[0].skills[at].checks[0].observations);
    }
  }
}
