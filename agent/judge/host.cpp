#include "judge/host.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "judge/match.hpp"
#include "judge/values.hpp"
#include "plan/prepare.hpp"

namespace labcheck::judge {

namespace {

HostJudgement judged(const std::string& host, Outcome outcome, std::string_view words) {
  HostJudgement judgement;
  judgement.host = host;
  judgement.outcome = outcome;
  judgement.why = fmt::format("{}: {}", host, words);
  return judgement;
}

std::string ending_words(const Answer& answer) {
  if (!answer.message.empty()) {
    return answer.message;
  }
  std::string words{to_string(answer.ending)};
  std::replace(words.begin(), words.end(), '_', ' ');
  return "the answer did not come: " + words;
}

const Value* fact(const Value& facts, std::string_view name) {
  if (!facts.is_object()) {
    return nullptr;
  }
  const auto found = facts.find(name);
  return found == facts.end() || found->is_null() ? nullptr : &*found;
}

bool mentions(const Expectation& expectation, std::string_view name) {
  return std::any_of(expectation.begin(), expectation.end(), [&](const auto& member) { return member.name == name; });
}

// Of one connection, or of every one of several.
bool is_false(const Value* connected) {
  if (connected == nullptr) {
    return false;
  }
  if (connected->is_array()) {
    return !connected->empty() &&
           std::all_of(connected->begin(), connected->end(), [](const Value& one) { return one == false; });
  }
  return *connected == false;
}

std::string plain(const Value& value) {
  return value.is_string() ? shortened(value.get_ref<const std::string&>()) : describe(value);
}

std::string refusal_words(const Value& refused) {
  std::string words = "was refused";
  const char* before = ": ";
  for (const auto* name : {"code", "message"}) {
    if (const auto* part = fact(refused, name)) {
      words += before + plain(*part);
      before = " ";
    }
  }
  return words;
}

std::string connect_words(const Value& facts, const Answer& answer) {
  for (const auto* source : {&facts, &answer.reply}) {
    const auto* reason = fact(*source, "reason");
    if (reason != nullptr && reason->is_array() && !reason->empty()) {
      reason = &reason->front();
    }
    if (reason != nullptr && reason->is_string()) {
      return "could not connect: " + plain(*reason);
    }
  }
  return "could not connect";
}

// Trouble that the service itself reports fails a step unless the step is about that trouble.
std::string trouble_of(const Prepared& prepared, const Value& facts, const Answer& answer, const Match& match) {
  const auto* refused = fact(facts, "refused");
  if (refused != nullptr && *refused != false && !mentions(prepared.expect, "refused")) {
    return refusal_words(*refused);
  }
  if (is_false(fact(facts, "connected"))) {
    const bool foreseen = mentions(prepared.expect, "connected") || mentions(prepared.expect, "reason");
    if (!foreseen || !(match.holds || match.unreadable)) {
      return connect_words(facts, answer);
    }
  }
  return {};
}

// What the service did instead of answering, of the first reply that says so; or why something could not be done.
std::string failure_words(const Value& facts) {
  const auto* failure = fact(facts, "failure");
  failure = failure != nullptr ? failure : fact(facts, "trouble");
  if (failure != nullptr && failure->is_array()) {
    const auto said = std::find_if(failure->begin(), failure->end(), [](const Value& one) { return one.is_string(); });
    failure = said == failure->end() ? nullptr : &*said;
  }
  return failure != nullptr && failure->is_string() ? fmt::format(" ({})", plain(*failure)) : "";
}

std::string words_of(const Match& match) {
  if (match.expected.empty()) {
    return "done";
  }
  return match.holds ? fmt::format("{}, as expected", match.expected)
                     : fmt::format("{}expected {}, found {}", match.unreadable ? "can't be compared: " : "",
                                   match.expected, match.actual);
}

HostJudgement judge_facts(const Prepared& prepared, const std::string& host, const Value& facts, const Answer& answer) {
  const auto match = match_all(prepared.expect, facts);
  const auto trouble = trouble_of(prepared, facts, answer, match);
  const auto outcome = !trouble.empty()   ? Outcome::fail
                       : match.holds      ? Outcome::pass
                       : match.unreadable ? Outcome::error
                                          : Outcome::fail;
  auto judgement = judged(host, outcome, trouble.empty() ? words_of(match) : trouble);
  if (trouble.empty() && outcome == Outcome::fail && !mentions(prepared.expect, "failure") &&
      !mentions(prepared.expect, "trouble")) {
    judgement.why += failure_words(facts);
  }
  judgement.expected = match.expected;
  judgement.actual = trouble.empty() ? match.actual : trouble;
  if (outcome != Outcome::pass && !prepared.give_up.empty()) {
    const auto hopeless = match_all(prepared.give_up, facts);
    judgement.gave_up = hopeless.holds;
    if (hopeless.holds) {
      judgement.outcome = Outcome::fail;
      judgement.why += fmt::format(" (no use to wait: {})", hopeless.expected);
    }
  }
  return judgement;
}

}  // namespace

HostJudgement judge_host(const CandidatePlan& plan, const PlannedStep& step, const std::string& host,
                         const Observation* observation, const Saved& saved) {
  if (observation == nullptr) {
    return judged(host, Outcome::error, "was not asked");
  }
  const auto& answer = observation->answer;
  if (answer.ending != Ending::completed) {
    return judged(host, Outcome::error, ending_words(answer));
  }
  const auto prepared = plan::prepare(plan, step, host, saved);
  if (!prepared) {
    return judged(host, Outcome::error, prepared.error().message);
  }
  if (plan.corrected && observation->request != prepared->request) {
    return judged(host, Outcome::error, "not asked in this form: the corrected scenario asks something else here than this run did");
  }
  if (deeper_than(answer.reply, deepest_value)) {
    return judged(host, Outcome::error, fmt::format("the reply is nested more than {} levels deep", deepest_value));
  }
  auto facts = step.step->type->read(prepared->parameters, answer);
  if (!facts) {
    return judged(host, Outcome::error, facts.error().message);
  }
  auto judgement = judge_facts(*prepared, host, *facts, answer);
  judgement.facts = std::move(*facts);
  return judgement;
}

}  // namespace labcheck::judge
