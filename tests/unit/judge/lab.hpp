#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <labcheck/ledger.hpp>
#include <labcheck/plan.hpp>

namespace labcheck::test {

inline Node scalar(std::string text) {
  Node node;
  node.kind = Node::Kind::scalar;
  node.text = std::move(text);
  return node;
}

/// A check type whose answers are JSON facts; an answer that is no JSON is unreadable.
inline const CheckType* echo() {
  static const CheckType type = [] {
    CheckType made;
    made.name = "echo";
    made.subject = "test";
    made.request = [](const Value&) -> Result<Request> { return Request{Script{}}; };
    made.read = [](const Value&, const Answer& answer) -> Result<Value> {
      auto facts = Value::parse(answer.out, nullptr, false);
      if (facts.is_discarded()) {
        return failed(ErrorKind::unreadable, "the answer is no JSON");
      }
      return facts;
    };
    return made;
  }();
  return &type;
}

/// `name: text`, as a loader leaves it.
inline Member expects(std::string name, std::string text) {
  Matcher matcher;
  matcher.operand = scalar(std::move(text));
  return {.name = std::move(name), .matcher = std::move(matcher)};
}

/// A step that expects `ok: true` of the echo type on some hosts.
inline Step ok_step(std::string role = "web") {
  Step step;
  step.type = echo();
  step.on.role = role;
  step.on.text = std::move(role);
  step.expect = {expects("ok", "true")};
  return step;
}

inline PlannedStep planned(const Step& step, std::vector<std::string> hosts, StepKey key = {}) {
  PlannedStep made;
  made.key = key;
  made.step = &step;
  made.hosts = std::move(hosts);
  made.every = Duration{1000};
  return made;
}

/// A candidate with hosts lb, web[0], web[1], web[2] and no checks yet.
struct Lab {
  std::shared_ptr<Scenario> scenario = std::make_shared<Scenario>();
  Candidate candidate{};
  CandidatePlan plan{};

  Lab() {
    scenario->id = "demo";
    scenario->level = "junior";
    candidate.id = "c01";
    candidate.name = "Zhang San";
    plan.candidate = &candidate;
    plan.scenario = scenario;
    plan.hosts.push_back({.name = "lb", .role = "lb", .index = 0, .address = "10.0.0.1", .proctor = false});
    for (int index = 0; index < 3; ++index) {
      plan.hosts.push_back({.name = "web[" + std::to_string(index) + "]",
                            .role = "web",
                            .index = index,
                            .address = "10.0.0." + std::to_string(10 + index),
                            .proctor = false});
    }
  }
  Lab(const Lab&) = delete;
  Lab& operator=(const Lab&) = delete;
};

/// An observation whose answer is these facts (as JSON) or, for an empty text, a time-out.
inline Observation observed(std::string host, std::string facts, StepKey step = {}, int attempt = 1, int second = 0) {
  Observation made;
  made.host = std::move(host);
  made.step = step;
  made.attempt = attempt;
  made.answer.started = Time{Duration{1'000'000'000LL + second * 1000LL}};
  made.answer.status = 0;
  if (facts.empty()) {
    made.answer.ending = Ending::timed_out;
    made.answer.message = "no answer within 20s";
  }
  made.answer.out = std::move(facts);
  return made;
}

inline const char* const yes = R"({"ok":true})";
inline const char* const no = R"({"ok":false})";
inline const char* const trouble = "";

}  // namespace labcheck::test
