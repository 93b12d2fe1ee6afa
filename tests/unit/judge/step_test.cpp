#include "judge/step.hpp"

#include <algorithm>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "judge/fold.hpp"
#include "lab.hpp"

using namespace labcheck;
using namespace labcheck::test;
using judge::AttemptJudgement;

namespace {

/// Judges one attempt at a step on web[0], web[1], … with these facts.
AttemptJudgement judged(const Step& step, const std::vector<std::string>& facts, const Saved& saved = {}) {
  static const Lab lab;
  std::vector<Observation> observations;
  std::vector<std::string> hosts;
  for (std::size_t at = 0; at < facts.size(); ++at) {
    hosts.push_back("web[" + std::to_string(at) + "]");
    observations.push_back(observed(hosts.back(), facts[at]));
  }
  std::vector<const Observation*> answers;
  for (const auto& observation : observations) {
    answers.push_back(&observation);
  }
  return judge::judge_attempt(lab.plan, planned(step, hosts), answers, saved);
}

Step with_quantity(Selector::Quantity quantity, int number = 1) {
  auto step = ok_step();
  step.on.quantity = quantity;
  step.on.number = number;
  return step;
}

}  // namespace

TEST_SUITE("judge/step") {
  TEST_CASE("a step says in one sentence where what was expected and found") {
    const auto good = judged(ok_step(), {yes});
    CHECK(good.outcome == Outcome::pass);
    CHECK(good.why == "web[0]: ok true, as expected");
    const auto bad = judged(ok_step(), {yes, no});
    CHECK(bad.outcome == Outcome::fail);
    CHECK(bad.why == "web[1]: expected ok true, found false");
    CHECK(bad.expected == "ok true");
    CHECK(bad.actual == "false");
    const auto gone = judged(ok_step(), {"{}"});
    CHECK(gone.outcome == Outcome::fail);
    CHECK(gone.why == "web[0]: expected ok true, found nothing");
    CHECK(judged(ok_step(), {R"({"failure":"the reply is empty"})"}).why ==
          "web[0]: expected ok true, found nothing (the reply is empty)");
    CHECK(judged(ok_step(), {R"({"ok":false,"trouble":"there is no folder /x"})"}).why ==
          "web[0]: expected ok true, found false (there is no folder /x)");
    CHECK(judged(ok_step(), {R"({"failure":[null,"reset"]})"}).why ==
          "web[0]: expected ok true, found nothing (reset)");
  }

  TEST_CASE("trouble of ours is an error in the words of the answer") {
    const auto late = judged(ok_step(), {trouble});
    CHECK(late.outcome == Outcome::error);
    CHECK(late.why == "web[0]: no answer within 20s");
    const auto garbled = judged(ok_step(), {"{"});
    CHECK(garbled.outcome == Outcome::error);
    CHECK(garbled.why == "web[0]: the answer is no JSON");
    auto step = ok_step();
    step.expect[0].matcher.kind = MatcherKind::at_least;
    step.expect[0].matcher.operand = scalar("2");
    const auto unreadable = judged(step, {R"({"ok":"x"})"});
    CHECK(unreadable.outcome == Outcome::error);
    CHECK(unreadable.why == "web[0]: can't be compared: expected ok at least 2, found 'x' (a text)");
  }

  TEST_CASE("no ending but completed is ever read, whatever the bytes say") {
    static const Lab lab;
    const auto step = ok_step();
    for (int at = 1; at <= static_cast<int>(Ending::failed); ++at) {
      auto observation = observed("web[0]", yes);
      observation.answer.ending = static_cast<Ending>(at);
      const auto judgement = judge::judge_attempt(lab.plan, planned(step, {"web[0]"}), {&observation}, {});
      CHECK(judgement.outcome == Outcome::error);
      CHECK(judgement.why.find("web[0]: the answer did not come: ") == 0);
    }
  }

  TEST_CASE("a host that was not asked is an error, and an answer of another host is not taken for it") {
    static const Lab lab;
    const auto step = ok_step();
    const auto other = observed("web[1]", yes);
    const auto judgement = judge::judge_attempt(lab.plan, planned(step, {"web[0]"}), {&other}, {});
    CHECK(judgement.outcome == Outcome::error);
    CHECK(judgement.why == "web[0]: was not asked");
  }

  TEST_CASE("each of no host fails") {
    const auto judgement = judged(ok_step(), {});
    CHECK(judgement.outcome == Outcome::fail);
    CHECK(judgement.why == "there is no host for 'web'");
    CHECK(judgement.give_up);
  }

  TEST_CASE("hosts are folded by the selector, three-valued") {
    using Quantity = Selector::Quantity;
    const auto outcome = [](Quantity quantity, int number, const std::vector<std::string>& facts) {
      return judged(with_quantity(quantity, number), facts).outcome;
    };
    CHECK(outcome(Quantity::each, 1, {yes, no, trouble}) == Outcome::fail);
    CHECK(outcome(Quantity::each, 1, {yes, trouble}) == Outcome::error);
    CHECK(outcome(Quantity::any, 1, {no, trouble, yes}) == Outcome::pass);
    CHECK(outcome(Quantity::any, 1, {no, trouble}) == Outcome::error);
    CHECK(outcome(Quantity::any, 1, {no, no}) == Outcome::fail);
    CHECK(outcome(Quantity::at_least, 2, {yes, yes, trouble}) == Outcome::pass);
    CHECK(outcome(Quantity::at_least, 2, {yes, no, trouble}) == Outcome::error);
    CHECK(outcome(Quantity::at_least, 2, {no, no, trouble}) == Outcome::fail);
    CHECK(outcome(Quantity::at_least, 2, {yes}) == Outcome::fail);
    CHECK(outcome(Quantity::exactly, 1, {yes, trouble}) == Outcome::error);
    CHECK(outcome(Quantity::exactly, 1, {yes, no}) == Outcome::pass);
    CHECK(outcome(Quantity::exactly, 1, {yes, yes, trouble}) == Outcome::fail);
    CHECK(outcome(Quantity::exactly, 1, {no, no}) == Outcome::fail);
  }

  TEST_CASE("the words of several hosts say how many hold") {
    CHECK(judged(with_quantity(Selector::Quantity::exactly), {yes, yes}).why ==
          "holds on 2 of 2 hosts, wanted on exactly 1: web[0]: ok true, as expected; web[1]: ok true, as expected");
    CHECK(judged(with_quantity(Selector::Quantity::at_least, 2), {yes, no}).why ==
          "holds on 1 of 2 hosts, wanted on at least 2: web[1]: expected ok true, found false");
    CHECK(judged(with_quantity(Selector::Quantity::any), {no, trouble}).why ==
          "holds on 0 of 2 hosts, wanted on any: web[1]: no answer within 20s");
    CHECK(
        judged(ok_step(), {no, no, no, no, no}).why ==
        "web[0]: expected ok true, found false; web[1]: expected ok true, found false; web[2]: expected ok true, found "
        "false; and 2 more");
  }

  TEST_CASE("as: binds the host that holds") {
    auto step = with_quantity(Selector::Quantity::exactly);
    step.on.bind_as = "active";
    CHECK(judged(step, {no, yes}).saved.hosts.at("active") == "web[1]");
    CHECK(judged(step, {no, no}).saved.hosts.empty());
    CHECK(judged(step, {yes, yes}).saved.hosts.empty());
  }

  TEST_CASE("a step without expectation passes by being done") {
    auto step = ok_step();
    step.expect.clear();
    const auto done = judged(step, {"{}"});
    CHECK(done.outcome == Outcome::pass);
    CHECK(done.why == "web[0]: done");
    CHECK(judged(step, {trouble}).outcome == Outcome::error);
  }

  TEST_CASE("save keeps facts, their fields and what JSON paths find") {
    auto step = ok_step();
    step.save = {{"whole", "ok"}, {"field", "server.name"}, {"path", "json.$.server.id"}, {"one", "json.$..id"}};
    const auto facts = R"({"ok":true,"server":{"name":"s1"},"json":{"server":{"id":"42"}}})";
    Saved before;
    before.facts["old"] = 1;
    const auto judgement = judged(step, {facts}, before);
    CHECK(judgement.outcome == Outcome::pass);
    CHECK(judgement.saved.facts.at("whole") == true);
    CHECK(judgement.saved.facts.at("field") == "s1");
    CHECK(judgement.saved.facts.at("path") == "42");
    CHECK(judgement.saved.facts.at("one") == "42");
    CHECK(judgement.saved.facts.at("old") == 1);
  }

  TEST_CASE("a path to save by has its references filled in, as data") {
    auto step = ok_step();
    step.save = {{"id", "json.$[?@.name=='${saved.name}'].id"},
                 {"own", "json.$[?@.name=='${host.address}'].id"},
                 {"same", "json.$[?@.id==${saved.id}].name"}};  // the loader takes a name of the same step's, too
    const auto* facts = R"({"ok":true,"json":[{"name":"a","id":1},{"name":"b","id":2},{"name":"10.0.0.10","id":3}]})";
    Saved before;
    before.facts["name"] = "b";
    const auto judgement = judged(step, {facts}, before);
    CHECK(judgement.outcome == Outcome::pass);
    CHECK(judgement.saved.facts.at("id") == 2);
    CHECK(judgement.saved.facts.at("own") == 3);
    CHECK(judgement.saved.facts.at("same") == "b");
    before.facts["name"] = "b' || @.id=='1";  // what a host says must not become a part of the path
    CHECK(judged(step, {facts}, before).outcome == Outcome::error);
  }

  TEST_CASE("a fact to save that isn't there fails, and nothing is saved") {
    auto step = ok_step();
    for (const auto* name : {"id", "ok.id", "json.$.id", "json.$..n", "json.null", "none.$.id"}) {
      step.save = {{"first", "ok"}, {"id", name}};
      const auto judgement = judged(step, {R"({"ok":true,"json":{"n":1,"m":{"n":2},"null":null}})"});
      CHECK(judgement.outcome == Outcome::fail);
      CHECK(judgement.why == fmt::format("web[0]: expected '{}' to save as 'id', found nothing", name));
      CHECK(judgement.saved.facts.empty());
    }
    step.save = {{"id", "json.$["}};
    CHECK(judged(step, {R"({"ok":true,"json":{}})"}).outcome == Outcome::error);
  }

  TEST_CASE("a refusal that no one expects fails with the service's words") {
    const auto facts =
        R"({"ok":true,"connected":true,"refused":{"code":1045,"message":"Access denied for user 'app'"}})";
    const auto refused = judged(ok_step(), {facts});
    CHECK(refused.outcome == Outcome::fail);
    CHECK(refused.why == "web[0]: was refused: 1045 Access denied for user 'app'");
    auto step = ok_step();
    step.expect = {expects("refused", "")};
    step.expect[0].matcher = {};
    step.expect[0].matcher.kind = MatcherKind::members;
    step.expect[0].matcher.members = {expects("code", "1045")};
    CHECK(judged(step, {facts}).outcome == Outcome::pass);
    CHECK(judged(step, {R"({"refused":{"code":1046}})"}).why == "web[0]: expected refused code 1045, found 1046");
    CHECK(judged(step, {R"({"connected":true})"}).why == "web[0]: expected refused code 1045, found nothing");
  }

  TEST_CASE("no connection is never what a step passes by, unless it says so") {
    const auto facts = R"({"connected":false,"reason":"connection refused"})";
    CHECK(judged(ok_step(), {facts}).why == "web[0]: could not connect: connection refused");
    auto step = ok_step();
    step.expect = {expects("failure", "true")};
    step.expect[0].matcher.kind = MatcherKind::absent;
    CHECK(judged(step, {facts}).outcome == Outcome::fail);
    CHECK(judged(step, {R"({"connected":[false,false],"reason":["no route",""]})"}).why ==
          "web[0]: could not connect: no route");
    CHECK(judged(step, {R"({"connected":[true,false]})"}).outcome == Outcome::pass);
    step.expect = {expects("connected", "false")};
    CHECK(judged(step, {facts}).outcome == Outcome::pass);
    step.expect = {expects("connected", "true")};
    CHECK(judged(step, {facts}).why == "web[0]: could not connect: connection refused");
    step.expect.clear();
    CHECK(judged(step, {facts}).outcome == Outcome::fail);
  }

  TEST_CASE("give_up ends a wait when too few hosts are left to hope for") {
    const auto dead = R"({"ok":false,"state":"failed"})";
    auto step = ok_step();
    step.give_up = {expects("state", "failed")};
    CHECK(judged(step, {no}).give_up == false);
    const auto given_up = judged(step, {yes, dead});
    CHECK(given_up.give_up);
    CHECK(given_up.why == "web[1]: expected ok true, found false (no use to wait: state 'failed')");
    step.on.quantity = Selector::Quantity::any;
    CHECK_FALSE(judged(step, {no, dead}).give_up);
    CHECK(judged(step, {dead, dead}).give_up);
    step.on.quantity = Selector::Quantity::at_least;
    step.on.number = 2;
    CHECK_FALSE(judged(step, {no, no, dead}).give_up);
    CHECK(judged(step, {no, dead, dead}).give_up);
    CHECK_FALSE(judged(ok_step(), {dead}).give_up);
  }

  TEST_CASE("folding does not depend on the order of hosts, and an error never makes it better") {
    const auto rank = [](Outcome outcome) { return outcome == Outcome::pass ? 2 : outcome == Outcome::error ? 1 : 0; };
    const Outcome values[] = {Outcome::pass, Outcome::fail, Outcome::error};
    for (int code = 0; code < 81; ++code) {
      std::vector<Outcome> outcomes{values[code % 3], values[code / 3 % 3], values[code / 9 % 3], values[code / 27]};
      for (int quantity = 0; quantity < 4; ++quantity) {
        for (int number = 1; number <= 4; ++number) {
          Selector on;
          on.quantity = static_cast<Selector::Quantity>(quantity);
          on.number = number;
          const auto folded = judge::fold_hosts(on, outcomes);
          auto turned = outcomes;
          for (int turn = 0; turn < 4; ++turn) {
            std::rotate(turned.begin(), turned.begin() + 1, turned.end());
            CHECK(judge::fold_hosts(on, turned) == folded);
          }
          for (auto& outcome : turned) {
            const auto kept = std::exchange(outcome, Outcome::error);
            const auto worse = judge::fold_hosts(on, turned);
            CHECK(worse != (folded == Outcome::pass ? Outcome::fail : Outcome::pass));
            CHECK(rank(worse) <= std::max(rank(folded), 1));
            outcome = kept;
          }
        }
      }
    }
  }
}
