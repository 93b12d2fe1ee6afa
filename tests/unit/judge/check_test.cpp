#include "judge/check.hpp"

#include <algorithm>
#include <deque>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "judge/restoring.hpp"
#include "lab.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

/// A check of several steps on hosts of the lab, and what was recorded of it.
struct Case {
  Lab lab{};
  std::deque<Step> steps{};
  Check check{};
  PlannedCheck planned_check{};
  std::deque<Observation> observations{};
  CheckEnd end{};
  bool ended{true};
  std::map<std::string, Outcome> needs{};

  Case() {
    check.id = "answers";
    planned_check.check = &check;
  }

  PlannedStep& add(std::vector<std::string> hosts, int alternative = 0) {
    auto& alternatives = planned_check.alternatives;
    alternatives.resize(std::max(alternatives.size(), static_cast<std::size_t>(alternative) + 1));
    auto& list = alternatives[static_cast<std::size_t>(alternative)];
    steps.push_back(ok_step());
    list.push_back(planned(steps.back(), std::move(hosts),
                           {.part = Part::step, .alternative = alternative, .step = static_cast<int>(list.size())}));
    return list.back();
  }

  void saw(std::string host, std::string facts, StepKey key = {}, int attempt = 1, int second = 0) {
    observations.push_back(observed(std::move(host), std::move(facts), key, attempt, second));
    observations.back().id = static_cast<std::int64_t>(observations.size());
  }

  judge::CheckRecord record() const {
    judge::CheckRecord made;
    for (const auto& observation : observations) {
      made.observations.push_back(&observation);
    }
    made.end = ended ? &end : nullptr;
    return made;
  }

  CheckResult judged() const { return judge::judge_check(lab.plan, planned_check, record(), needs); }
  bool clean() const { return judge::left_dirty(lab.plan, planned_check, record()).empty(); }
};

StepKey step_key(int step, int alternative = 0, Part part = Part::step) {
  return {.part = part, .alternative = alternative, .step = step};
}

}  // namespace

TEST_SUITE("judge/check") {
  TEST_CASE("a check passes when all its steps do and it ran to its end") {
    Case a;
    a.add({"web[0]"});
    a.add({"web[1]"});
    a.saw("web[0]", yes);
    a.saw("web[1]", yes, step_key(1), 1, 3);
    const auto result = a.judged();
    CHECK(result.outcome == Outcome::pass);
    CHECK(result.why == "web[1]: ok true, as expected");
    CHECK(result.attempts == 1);
    CHECK(result.elapsed == Duration{3000});
    CHECK(result.observations == std::vector<std::int64_t>{1, 2});
  }

  TEST_CASE("the first step that doesn't pass decides, whatever was recorded after it") {
    Case a;
    a.add({"web[0]"});
    a.add({"web[1]"});
    a.saw("web[0]", no);
    a.saw("web[1]", trouble, step_key(1));
    CHECK(a.judged().outcome == Outcome::fail);
    CHECK(a.judged().why == "web[0]: expected ok true, found false");
    Case b;
    b.add({"web[0]"});
    b.add({"web[1]"});
    b.saw("web[0]", trouble);
    b.saw("web[1]", no, step_key(1));
    CHECK(b.judged().outcome == Outcome::error);
    CHECK(b.judged().why == "web[0]: no answer within 20s");
  }

  TEST_CASE("a check that was cut short is an error with the reason, but a decided fail stands") {
    Case a;
    a.add({"web[0]"});
    a.add({"web[1]"});
    a.saw("web[0]", yes);
    a.end = {.check = {}, .complete = false, .reason = "the run was interrupted"};
    CHECK(a.judged().outcome == Outcome::error);
    CHECK(a.judged().why == "not everything was asked: the run was interrupted");
    a.saw("web[1]", yes, step_key(1));
    CHECK(a.judged().outcome == Outcome::error);
    a.ended = false;
    CHECK(a.judged().why == "not everything was asked: the record of this check has no end");
    a.observations.pop_back();
    a.saw("web[1]", no, step_key(1));
    CHECK(a.judged().outcome == Outcome::fail);
    CHECK(a.judged().why == "web[1]: expected ok true, found false");
  }

  TEST_CASE("a fail that would have been asked again decides nothing") {
    Case a;
    auto& step = a.add({"web[0]"});
    step.within = Duration{10'000};
    step.every = Duration{2'000};
    a.saw("web[0]", no, {}, 1, 0);
    CHECK(a.judged().outcome == Outcome::error);
    CHECK(a.judged().why == "not everything was asked: the record ends before the check was decided");
    a.saw("web[0]", no, {}, 2, 9);
    CHECK(a.judged().outcome == Outcome::fail);
    CHECK(a.judged().attempts == 2);
  }

  TEST_CASE("waiting is replayed by the recorded times, in whatever order they were recorded") {
    Case a;
    auto& step = a.add({"web[0]", "web[1]"});
    step.within = Duration{10'000};
    a.saw("web[1]", yes, {}, 2, 4);
    a.saw("web[0]", yes, {}, 2, 4);
    a.saw("web[1]", no, {}, 1, 0);
    a.saw("web[0]", yes, {}, 1, 0);
    CHECK(a.judged().outcome == Outcome::pass);
    CHECK(a.judged().attempts == 2);
    CHECK(a.judged().elapsed == Duration{4000});
    a.saw("web[0]", no, {}, 3, 5);
    CHECK(a.judged().outcome == Outcome::pass);
  }

  TEST_CASE("half an attempt is an error unless what is there decides") {
    Case a;
    a.add({"web[0]", "web[1]"});
    a.saw("web[0]", yes);
    CHECK(a.judged().outcome == Outcome::error);
    Case b;
    b.add({"web[0]", "web[1]"});
    b.saw("web[0]", no);
    b.ended = false;
    CHECK(b.judged().outcome == Outcome::fail);
  }

  TEST_CASE("of several right solutions one is enough") {
    Case a;
    a.add({"lb"}, 0);
    a.add({"lb"}, 1);
    a.saw("lb", no, step_key(0, 0));
    a.saw("lb", yes, step_key(0, 1));
    CHECK(a.judged().outcome == Outcome::pass);
    CHECK(a.judged().why == "lb: ok true, as expected");
  }

  TEST_CASE("no right solution fails only when all were seen not to be there") {
    Case a;
    a.add({"lb"}, 0);
    a.add({"web[0]"}, 1);
    a.saw("lb", no, step_key(0, 0));
    a.saw("web[0]", no, step_key(0, 1));
    CHECK(a.judged().outcome == Outcome::fail);
    CHECK(a.judged().why ==
          "no alternative holds: (1) lb: expected ok true, found false; (2) web[0]: expected ok true, found false");
    a.observations.pop_back();
    CHECK(a.judged().outcome == Outcome::error);
    a.saw("web[0]", trouble, step_key(0, 1));
    CHECK(a.judged().outcome == Outcome::error);
    CHECK(a.judged().why == "web[0]: no answer within 20s");
  }

  TEST_CASE("a check waits for what it needs and says what became of it") {
    Case a;
    a.check.needs = {"one", "two"};
    a.needs = {{"one", Outcome::pass}, {"two", Outcome::fail}};
    CHECK(judge::blocked_by(a.check, a.needs) == "needs 'two', which failed");
    CHECK(a.judged().outcome == Outcome::blocked);
    CHECK(a.judged().why == "needs 'two', which failed");
    a.needs["one"] = Outcome::error;
    a.needs["two"] = Outcome::blocked;
    CHECK(judge::blocked_by(a.check, a.needs) ==
          "needs 'one', which could not be judged, and 'two', which was blocked itself");
    a.needs = {{"one", Outcome::waived}, {"two", Outcome::manual}};
    CHECK(judge::blocked_by(a.check, a.needs) == "needs 'two', which awaits a person");
    CHECK(judge::blocked_by(a.check, {{"one", Outcome::pass}}) == "needs 'two', which could not be judged");
    CHECK(judge::blocked_by(a.check, {{"one", Outcome::pass}, {"two", Outcome::not_applicable}}).empty());
  }

  TEST_CASE("a manual check puts its question and never passes by itself") {
    Case a;
    a.check.manual = Manual{.question = {.en = "Is the report complete?", .zh = ""}, .second_assessor = false};
    a.add({"web[0]"});
    a.saw("web[0]", yes);
    CHECK(a.judged().outcome == Outcome::manual);
    CHECK(a.judged().why == "Is the report complete?");
  }

  TEST_CASE("a check without a record is an error") {
    Case a;
    a.add({"web[0]"});
    a.ended = false;
    CHECK(a.judged().outcome == Outcome::error);
    Case empty;
    CHECK(empty.judged().outcome == Outcome::error);
  }

  TEST_CASE("later steps ask the host that an earlier one found") {
    Case a;
    a.add({"web[0]", "web[1]"});
    a.steps[0].on.quantity = Selector::Quantity::exactly;
    a.steps[0].on.bind_as = "active";
    auto& late = a.add({});
    a.steps[1].on.name = "active";
    late.late = true;
    a.saw("web[0]", no);
    a.saw("web[1]", yes);
    a.saw("web[0]", yes, step_key(1));
    CHECK(a.judged().outcome == Outcome::error);
    a.saw("web[1]", yes, step_key(1));
    CHECK(a.judged().outcome == Outcome::pass);
    Case b;
    auto& unbound = b.add({});
    b.steps[0].on.name = "active";
    b.steps[0].on.text = "active";
    unbound.late = true;
    CHECK(b.judged().outcome == Outcome::error);
    CHECK(b.judged().why.find("no earlier step has named a host 'active'") != std::string::npos);
  }

  TEST_CASE("the vantage is the strongest among the steps that expect something") {
    Case a;
    a.add({"web[0]"});
    a.add({"agent"});
    a.steps[1].expect.clear();
    a.saw("web[0]", yes);
    a.saw("agent", yes, step_key(1));
    CHECK(a.judged().vantage == Vantage::host);
    a.steps[1].expect = {expects("ok", "true")};
    CHECK(a.judged().vantage == Vantage::agent);
  }

  TEST_CASE("cleaning up and restoring change no outcome, but show in left_dirty") {
    Case a;
    a.add({"web[0]"});
    a.saw("web[0]", yes);
    a.planned_check.cleanup.push_back(planned(a.steps[0], {"web[0]"}, step_key(0, 0, Part::cleanup)));
    a.planned_check.restored.push_back(planned(a.steps[0], {"web[0]"}, step_key(0, 0, Part::restored)));
    CHECK(a.clean());
    a.saw("web[0]", yes, step_key(0, 0, Part::cleanup));
    CHECK(a.clean());
    a.saw("web[0]", no, step_key(0, 0, Part::restored));
    CHECK_FALSE(a.clean());
    CHECK(a.judged().outcome == Outcome::pass);
    a.observations.pop_back();
    a.saw("web[0]", trouble, step_key(0, 0, Part::restored));
    CHECK_FALSE(a.clean());
    CHECK(judge::left_dirty(a.lab.plan, a.planned_check, a.record()).at("web[0]") == "web[0]: no answer within 20s");
  }

  TEST_CASE("an outcome is the same in every order of recording, and no answer lost or erred makes it pass") {
    const std::string answers[] = {yes, no, trouble};
    for (int code = 0; code < 81; ++code) {
      Case a;
      a.add({"web[0]", "web[1]"}, 0);
      a.add({"lb"}, 0);
      a.add({"lb"}, 1);
      a.saw("web[0]", answers[code % 3]);
      a.saw("web[1]", answers[code / 3 % 3]);
      a.saw("lb", answers[code / 9 % 3], step_key(1));
      a.saw("lb", answers[code / 27], step_key(0, 1));
      const auto before = a.judged();
      auto turned = a.record();
      for (int turn = 0; turn < 4; ++turn) {
        std::rotate(turned.observations.begin(), turned.observations.begin() + 1, turned.observations.end());
        const auto again = judge::judge_check(a.lab.plan, a.planned_check, turned, {});
        CHECK(again.outcome == before.outcome);
        CHECK(again.why == before.why);
      }
      for (auto& observation : a.observations) {
        const auto kept = observation;
        observation = observed(kept.host, trouble, kept.step);
        const auto worse = a.judged().outcome;
        CHECK((worse != Outcome::pass || before.outcome == Outcome::pass));
        CHECK((worse != Outcome::fail || before.outcome == Outcome::fail));
        observation = kept;
      }
      for (std::size_t lost = 0; lost < 4; ++lost) {
        auto shorter = a.record();
        shorter.observations.erase(shorter.observations.begin() + static_cast<std::ptrdiff_t>(lost));
        const auto worse = judge::judge_check(a.lab.plan, a.planned_check, shorter, {}).outcome;
        CHECK((worse != Outcome::pass || before.outcome == Outcome::pass));
      }
    }
  }
}
