#include "observe/run.hpp"

#include <deque>
#include <functional>
#include <set>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <doctest/doctest.h>

#include "tests/unit/judge/lab.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

/// The echo type with a marker that its script gets as an argument.
const CheckType* plant() {
  static const CheckType type = [] {
    auto made = *echo();
    made.name = "plant";
    made.parameters = {{.name = "marker"}, {.name = "what"}};
    made.request = [](const Value& parameters) -> Result<Request> {
      return Request{Script{.text = parameters.value("what", ""), .arguments = {parameters.value("marker", "")}}};
    };
    return made;
  }();
  return &type;
}

/// Says what it was asked, and whether it holds.
class ScriptedAsker final : public observe::Asker {
 public:
  boost::asio::awaitable<Answer> ask(observe::Asked asked) override {
    const auto& script = std::get<Script>(asked.request);
    asked_.push_back(script.text + " " + script.arguments.at(0));
    Answer answer;
    answer.status = 0;
    answer.out = trouble_.contains(script.text) ? no : yes;
    co_return answer;
  }
  std::vector<std::string> asked_{};
  std::set<std::string> trouble_{};
};

/// A ledger in memory that may be slow, or lost.
class MemoryLedger final : public LedgerWriter {
 public:
  void begin(const RunInfo&, const Plan&) override {}
  void check_started(const CheckKey& check) override { record.started.push_back(check); }
  std::int64_t observed(Observation& observation) override {
    observation.id = ++last;
    record.observations.push_back(observation);
    return last;
  }
  void check_ended(const CheckEnd& end) override { record.ends.push_back(end); }
  void host(const HostFacts&) override {}
  void flag(const Flag& flag) override { record.flags.push_back(flag); }
  void end(const RunInfo&) override {}
  bool healthy() const override { return is_healthy; }
  void when_durable(std::function<void(bool)> then) override {
    if (is_slow) {
      waiting.push_back(std::move(then));
    } else {
      then(is_healthy);
    }
  }

  Record record{};
  std::int64_t last{0};
  bool is_healthy{true};
  bool is_slow{false};
  std::deque<std::function<void(bool)>> waiting{};
};

/// One check that plants something and cleans it up, asked of one host.
struct Case {
  std::deque<Step> steps{};
  Check check{};
  Lab lab{};
  Plan plan{};
  ScriptedAsker asker{};
  MemoryLedger ledger{};
  observe::RunControl control{};
  observe::Past past{};
  std::vector<std::string> told{};

  Case() {
    lab.scenario->parameters = {{.name = "marker", .type = ParameterType::nonce}};
    lab.plan.parameters["marker"] = "old";
    check.id = "planted";
    check.phase = Phase::write;
    PlannedCheck planned_check{.check = &check};
    planned_check.alternatives = {{step("write", {})}};
    planned_check.cleanup = {step("remove", {.part = Part::cleanup})};
    lab.plan.checks = {planned_check};
    past.draws = {{.candidate = "c01", .scenario = "demo", .parameters = {{"marker", "old"}}}};
  }

  PlannedStep step(const char* what, StepKey key) {
    auto made = ok_step();
    made.type = plant();
    made.parameters = {{"marker", scalar("${marker}")}, {"what", scalar(what)}};
    steps.push_back(std::move(made));
    auto planned_step = planned(steps.back(), {"web[0]"}, key);
    planned_step.changes = true;
    return planned_step;
  }

  void take_up() {
    past.run = 2;
    past.draws.push_back({.candidate = "c01", .scenario = "demo", .parameters = {{"marker", "new"}}});
  }

  void run(const std::function<void(boost::asio::io_context&)>& drive = [](auto& io) { io.run(); }) {
    plan.candidates = {lab.plan};
    plan.candidates[0].parameters["marker"] = past.run == 1 ? "old" : "new";
    observe::Recorder recorder{ledger};
    recorder.recall(ledger.record);
    const observe::Progress progress{
        [&](const CandidatePlan&, const CheckResult& result) { told.push_back(result.id); }};
    boost::asio::io_context io{1};
    boost::asio::co_spawn(io, observe::run_plan(plan, plan, asker, recorder, progress, control, past),
                          boost::asio::detached);
    drive(io);
  }

  CheckKey key(int run) const { return {.candidate = "c01", .scenario = "demo", .check = "planted", .run = run}; }
};

using Asked = std::vector<std::string>;

}  // namespace

TEST_SUITE("observe/resume") {
  TEST_CASE("a check that changes the lab sends nothing before its start is safe, and is told after its end is") {
    Case a;
    a.ledger.is_slow = true;
    a.run([&](boost::asio::io_context& io) {
      io.poll();
      CHECK(a.ledger.record.started.size() == 1);
      CHECK(a.asker.asked_.empty());
      REQUIRE(a.ledger.waiting.size() == 1);
      a.ledger.waiting[0](true);
      io.restart();
      io.poll();
      CHECK(a.asker.asked_ == Asked{"write old", "remove old"});
      CHECK(a.ledger.record.ends.size() == 1);
      CHECK(a.told.empty());
      REQUIRE(a.ledger.waiting.size() == 2);
      a.ledger.waiting[1](true);
      io.restart();
      io.run();
      CHECK(a.told == Asked{"planted"});
    });
  }

  TEST_CASE("where its start can't be kept nothing is changed, and nothing is told") {
    Case a;
    a.ledger.is_healthy = false;
    a.run();
    CHECK(a.asker.asked_.empty());
    CHECK(a.told.empty());
    a.ledger.is_healthy = true;
    a.ledger.is_slow = true;
    a.ledger.record = {};
    a.run([&](boost::asio::io_context& io) {
      io.poll();
      a.ledger.waiting[0](false);
      a.ledger.is_slow = false;
      io.restart();
      io.run();
    });
    CHECK(a.asker.asked_.empty());
    REQUIRE(a.ledger.record.ends.size() == 1);
    CHECK(a.ledger.record.ends[0].reason == "the ledger can't be written");
  }

  TEST_CASE("what was cut short is cleaned up with its own nonce, then asked afresh with a new one") {
    Case a;
    a.ledger.record.started = {a.key(1)};
    a.take_up();
    a.run();
    CHECK(a.asker.asked_ == Asked{"remove old", "write new", "remove new"});
    REQUIRE(a.ledger.record.ends.size() == 2);
    CHECK(a.ledger.record.ends[0].check == a.key(1));
    CHECK_FALSE(a.ledger.record.ends[0].complete);
    CHECK(a.ledger.record.ends[1].check == a.key(2));
    CHECK(a.ledger.record.ends[1].complete);
    CHECK(a.ledger.record.flags.empty());
  }

  TEST_CASE("what ended is not asked again, unless a person wants it") {
    Case a;
    a.run();
    a.asker.asked_.clear();
    a.told.clear();
    a.take_up();
    a.run();
    CHECK(a.asker.asked_.empty());
    CHECK(a.told.empty());
    CHECK(a.ledger.record.ends.size() == 1);
    a.past.again = {a.key(0)};
    a.run();
    CHECK(a.asker.asked_ == Asked{"write new", "remove new"});
    CHECK(a.ledger.record.ends.size() == 2);
  }

  TEST_CASE("what was not asked because the run was stopped is asked") {
    Case a;
    a.control = {.stop = true, .reason = "the run was interrupted"};
    a.run();
    CHECK(a.asker.asked_.empty());
    a.control = {};
    a.take_up();
    a.run();
    CHECK(a.asker.asked_ == Asked{"write new", "remove new"});
  }

  TEST_CASE("where cleaning up fails it is flagged and nothing more is asked on that host; where it helps, all is well") {
    Case a;
    a.ledger.record.started = {a.key(1)};
    a.take_up();
    a.asker.trouble_ = {"remove"};
    a.run();
    CHECK(a.asker.asked_ == Asked{"remove old"});
    REQUIRE(a.ledger.record.flags.size() == 1);
    CHECK(a.ledger.record.flags[0].code == "not-restored");
    CHECK(a.ledger.record.flags[0].host == "web[0]");
    CHECK(a.ledger.record.ends.back().reason == "web[0] was not restored after check 'planted'");
  }

  TEST_CASE("a cleanup that did not hold is tried again, and its check stands") {
    Case a;
    a.asker.trouble_ = {"remove"};
    a.run();
    CHECK(a.ledger.record.ends.back().complete);
    a.asker = {};
    a.take_up();
    a.run();
    CHECK(a.asker.asked_ == Asked{"remove old"});
    CHECK(a.ledger.record.ends.size() == 1);
  }
}
