#include <algorithm>
#include <deque>
#include <map>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <doctest/doctest.h>

#include "observe/no_ledger.hpp"
#include "observe/run.hpp"
#include "tests/unit/judge/lab.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

/// The echo type; its script is its parameter.
const CheckType* asking() {
  static const CheckType type = [] {
    auto made = *echo();
    made.name = "asking";
    made.parameters = {{.name = "what"}};
    made.request = [](const Value& parameters) -> Result<Request> {
      return Request{Script{.text = parameters.value("what", "")}};
    };
    return made;
  }();
  return &type;
}

/// Says yes in the loop's next turn, or no a number of times before.
class PatientAsker final : public observe::Asker {
 public:
  boost::asio::awaitable<Answer> ask(observe::Asked asked) override {
    const auto text = std::get<Script>(asked.request).text;
    said.push_back(text);
    Answer answer;
    answer.started = Time{Duration{static_cast<std::int64_t>(said.size())}};
    answer.status = 0;
    answer.out = refusals[text]-- > 0 ? no : yes;
    co_await boost::asio::post(co_await boost::asio::this_coro::executor, boost::asio::use_awaitable);
    co_return answer;
  }
  std::vector<std::string> said{};
  std::map<std::string, int> refusals{};
};

struct Case {
  Step& step(const std::string& what) {
    auto& made = steps.emplace_back(ok_step());
    made.type = asking();
    made.parameters = {{"what", scalar(what)}};
    return made;
  }
  PlannedStep ask(const std::string& what, StepKey key = {}) { return planned(step(what), {"web[0]"}, key); }
  PlannedStep change(const std::string& what, StepKey key = {}) {
    auto made = ask(what, key);
    made.changes = true;
    return made;
  }
  PlannedStep wait_for(const std::string& what) {
    auto made = ask(what);
    made.within = Duration{60'000};
    made.every = Duration{1};
    return made;
  }
  PlannedCheck& add(const std::string& id, std::vector<PlannedStep> asked, Phase phase = Phase::read) {
    auto& check = checks.emplace_back();
    check.id = id;
    check.phase = phase;
    for (std::size_t at = 0; at < asked.size(); ++at) {
      asked[at].key.step = static_cast<int>(at);
    }
    auto& made = lab.plan.checks.emplace_back();
    made.check = &check;
    made.alternatives = {std::move(asked)};
    return made;
  }
  void needs(const std::string& id) { checks.back().needs = {id}; }

  std::vector<std::string> run() {
    plan.candidates = {lab.plan};
    if (!other.plan.checks.empty()) {
      plan.candidates.push_back(other.plan);
    }
    const observe::Progress progress{
        [&](const CandidatePlan&, const CheckResult& result) { outcomes[result.id] = result.outcome; }};
    const observe::Past past;
    boost::asio::io_context io{1};
    boost::asio::co_spawn(io, observe::run_plan(plan, plan, asker, recorder, progress, control, past),
                          boost::asio::detached);
    io.run();
    return asker.said;
  }

  std::deque<Step> steps{};
  std::deque<Check> checks{};
  Lab lab{};
  Lab other{};
  Plan plan{};
  PatientAsker asker{};
  observe::NoLedger ledger{};
  observe::Recorder recorder{ledger};
  observe::RunControl control{};
  std::map<std::string, Outcome> outcomes{};
};

using Said = std::vector<std::string>;

}  // namespace

TEST_SUITE("observe/shared_checks") {
  TEST_CASE("ten checks ask the same once, and each has an observation of its own") {
    Case a;
    for (int at = 0; at < 10; ++at) {
      a.add(fmt::format("c{}", at), {a.ask("ls")});
    }
    CHECK(a.run() == Said{"ls"});
    CHECK(a.outcomes.size() == 10);
    for (int at = 0; at < 10; ++at) {
      const auto record = a.recorder.check({.candidate = "c01", .scenario = "demo", .check = fmt::format("c{}", at)});
      REQUIRE(record.observations.size() == 1);
      CHECK(record.observations[0]->answer.out == yes);
      CHECK(record.observations[0]->answer.started == Time{Duration{1}});
      CHECK(std::get<Script>(record.observations[0]->request).text == "ls");
    }
  }

  TEST_CASE("switched off each asks for itself") {
    Case a;
    a.control.shares = false;
    a.add("a", {a.ask("ls")});
    a.add("b", {a.ask("ls")});
    CHECK(a.run() == Said{"ls", "ls"});
  }

  TEST_CASE("another candidate's answers are another's") {
    Case a;
    a.add("a", {a.ask("ls")});
    a.other.candidate.id = "c02";
    a.other.plan.checks = a.lab.plan.checks;
    CHECK(a.run() == Said{"ls", "ls"});
  }

  TEST_CASE("a check that asks the same three times hears three answers, and so does one beside it") {
    Case a;
    a.add("a", {a.ask("ls"), a.ask("ls"), a.ask("ls")});
    a.add("b", {a.ask("ls"), a.ask("ls"), a.ask("ls")});
    CHECK(a.run() == Said{"ls", "ls", "ls"});
  }

  TEST_CASE("a check's steps stay in their order: no answer is older than the one before") {
    Case a;
    a.add("a", {a.ask("ls"), a.ask("id")});
    a.add("b", {a.ask("id"), a.ask("ls")});
    CHECK(a.run() == Said{"ls", "id", "id", "ls"});
  }

  TEST_CASE("an any_of that asks the same again asks again") {
    Case a;
    auto& check = a.add("a", {a.ask("ls")});
    check.alternatives.push_back({a.ask("ls", {.alternative = 1})});
    a.asker.refusals["ls"] = 1;
    CHECK(a.run() == Said{"ls", "ls"});
    CHECK(a.outcomes["a"] == Outcome::pass);
  }

  TEST_CASE("every attempt of waiting is asked, beside others that ask the same") {
    Case a;
    a.add("plain", {a.ask("ls")});
    a.add("one", {a.wait_for("ls")});
    a.add("two", {a.wait_for("ls")});
    a.asker.refusals["ls"] = 4;
    CHECK(a.run().size() >= 6);
    CHECK(a.outcomes["plain"] == Outcome::fail);
    CHECK(a.outcomes["one"] == Outcome::pass);
    CHECK(a.outcomes["two"] == Outcome::pass);
  }

  TEST_CASE("what came true while a needed check waited is asked anew, once for all who needed it") {
    Case a;
    a.add("early", {a.ask("ready")});
    a.add("waits", {a.wait_for("health")});
    a.add("needs", {a.ask("ready")});
    a.needs("waits");
    a.add("needs-too", {a.ask("ready")});
    a.needs("waits");
    a.asker.refusals["health"] = 3;
    a.asker.refusals["ready"] = 1;
    const auto said = a.run();
    CHECK(std::count(said.begin(), said.end(), "ready") == 2);
    CHECK(a.outcomes["early"] == Outcome::fail);
    CHECK(a.outcomes["needs"] == Outcome::pass);
    CHECK(a.outcomes["needs-too"] == Outcome::pass);
  }

  TEST_CASE("changes part what is asked: before, within, after its cleanup") {
    Case a;
    a.add("one", {a.ask("cat")}, Phase::write);
    a.add("two", {a.ask("cat")}, Phase::write);
    a.add("three", {a.ask("cat"), a.change("write"), a.ask("cat")}, Phase::write).cleanup = {
        a.change("remove", {.part = Part::cleanup})};
    a.add("four", {a.ask("cat")}, Phase::write);
    a.add("five", {a.ask("cat")}, Phase::write);
    CHECK(a.run() == Said{"cat", "write", "cat", "remove", "cat"});
  }

  TEST_CASE("a cleanup parts them too, where it changes nothing by its own word") {
    Case a;
    a.add("one", {a.ask("cat")}, Phase::write).cleanup = {a.ask("cat", {.part = Part::cleanup})};
    a.add("two", {a.ask("cat")}, Phase::write).restored = {a.ask("cat", {.part = Part::restored})};
    a.add("three", {a.ask("cat")}, Phase::write);
    CHECK(a.run().size() == 5);
  }

  TEST_CASE("each phase asks for itself, and what strains or breaks things shares nothing") {
    Case a;
    for (const auto phase : {Phase::read, Phase::write, Phase::load, Phase::disrupt, Phase::reboot}) {
      a.add(fmt::format("{}-1", to_string(phase)), {a.ask("ls")}, phase);
      a.add(fmt::format("{}-2", to_string(phase)), {a.ask("ls")}, phase);
    }
    CHECK(a.run().size() == 1 + 1 + 2 + 2 + 2);
  }
}
