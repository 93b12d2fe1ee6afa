#include <doctest/doctest.h>
#include <fmt/format.h>

#include "judge/step.hpp"
#include "lab.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

struct Rule {
  int within{0};
  int every{1};
  int hold{0};
};

/// Feeds attempts `p2 f4 e6 g8` (pass, fail, error, give up; the second they ended at) to Waiting: how many were taken,
/// and the outcome: `2 pass`; `+` behind it when it asked for more.
std::string waited(Rule rule, std::string_view attempts, std::string* why = nullptr) {
  const auto step = ok_step();
  auto asked = planned(step, {"web[0]"});
  asked.within = Duration{rule.within * 1000};
  asked.every = Duration{rule.every * 1000};
  asked.hold = Duration{rule.hold * 1000};
  judge::Waiting waiting{asked};
  bool more = true;
  for (std::size_t at = 0; at < attempts.size() && more;) {
    const auto end = std::min(attempts.find(' ', at), attempts.size());
    judge::AttemptJudgement judgement;
    const char kind = attempts[at];
    judgement.outcome = kind == 'p' ? Outcome::pass : kind == 'e' ? Outcome::error : Outcome::fail;
    judgement.give_up = kind == 'g';
    judgement.why = "web[0]: so it is";
    const auto second = std::stod(std::string{attempts.substr(at + 1, end - at - 1)});
    more = waiting.again(judgement, Duration{static_cast<int>(second * 1000)});
    at = end + 1;
  }
  if (why != nullptr) {
    *why = waiting.result().why;
  }
  return fmt::format("{} {}{}", waiting.attempts(), to_string(waiting.result().outcome), more ? "+" : "");
}

}  // namespace

TEST_SUITE("judge/waiting") {
  TEST_CASE("a step without within is asked once") {
    CHECK(waited({}, "p0 p1") == "1 pass");
    CHECK(waited({}, "f0 p1") == "1 fail");
    CHECK(waited({}, "e0 p1") == "1 error");
    CHECK(waited({.every = 0}, "f0 p1") == "2 pass");
  }

  TEST_CASE("a fail or an error is asked again while another turn fits into within") {
    CHECK(waited({.within = 10, .every = 2}, "f0 f2 p4 f6") == "3 pass");
    CHECK(waited({.within = 10, .every = 2}, "f0 e2 f8 f10") == "4 fail");
    CHECK(waited({.within = 10, .every = 2}, "f8.5 p10") == "1 fail");
    CHECK(waited({.within = 10, .every = 2}, "f8") == "1 fail+");
    CHECK(waited({.within = 10, .every = 2}, "f0 f5 e10") == "3 error");
    CHECK(waited({.within = 10, .every = 2}, "e0 e5 f10") == "3 fail");
    CHECK(waited({.within = 10, .every = 2}, "e8 p10") == "2 pass");
  }

  TEST_CASE("give_up stops a fail at once but no pass and no error") {
    CHECK(waited({.within = 10}, "f0 g1 p2") == "2 fail");
    CHECK(waited({.within = 10}, "g0") == "1 fail");
    CHECK(waited({.within = 10, .hold = 3}, "p0 g1 p2") == "2 fail");
  }

  TEST_CASE("hold wants it to stay so, even past within") {
    CHECK(waited({.within = 10, .hold = 5}, "p0 p1 p4.9 p5 p6") == "4 pass");
    CHECK(waited({.within = 10, .hold = 5}, "f0 p9 p12 p14") == "4 pass");
    CHECK(waited({.within = 10, .hold = 5}, "p0") == "1 pass+");
  }

  TEST_CASE("a fail while holding begins again while there is time") {
    std::string why;
    CHECK(waited({.within = 10, .hold = 5}, "p0 p3 f4 p5 p9 p10") == "6 pass");
    CHECK(waited({.within = 10, .hold = 5}, "p0 p3 f4 p7 f11", &why) == "5 fail");
    CHECK(why == "held only 4s of 5s: web[0]: so it is");
    CHECK(waited({.within = 10, .hold = 5}, "f0 p8 f10", &why) == "3 fail");
    CHECK(why == "held only 2s of 5s: web[0]: so it is");
    CHECK(waited({.within = 10, .hold = 5}, "f0 f10", &why) == "2 fail");
    CHECK(why == "web[0]: so it is");
  }

  TEST_CASE("without within, hold wants the first attempt and every later one") {
    std::string why;
    CHECK(waited({.hold = 3}, "p0 p1 p2 p3") == "4 pass");
    CHECK(waited({.hold = 3}, "f0") == "1 fail");
    CHECK(waited({.hold = 3}, "p0 p1.5 f2 p3", &why) == "3 fail");
    CHECK(why == "held only 2s of 3s: web[0]: so it is");
  }

  TEST_CASE("an error while holding is no proof that it held") {
    CHECK(waited({.within = 10, .hold = 5}, "p0 p3 e4 p5 p6 p10") == "6 pass");
    CHECK(waited({.within = 4, .hold = 5}, "p0 p3 e4 p5") == "3 error");
    CHECK(waited({.hold = 5}, "p0 e3 p5") == "2 error");
  }

  TEST_CASE("a clock that ran backwards ends the waiting") {
    CHECK(waited({.within = 1, .every = 2}, "f-1000") == "1 fail");
    CHECK(waited({.hold = 1}, "p5 p-3") == "2 pass+");
  }

  TEST_CASE("turning any attempt into an error never turns the step into a pass") {
    for (int code = 0; code < 243; ++code) {
      for (const auto rule : {Rule{.within = 0, .every = 1, .hold = 0}, Rule{.within = 3, .every = 1, .hold = 0},
                              Rule{.within = 3, .every = 1, .hold = 2}, Rule{.within = 0, .every = 1, .hold = 2}}) {
        const char kinds[] = {'p', 'f', 'e'};
        std::vector<std::string> attempts;
        for (int at = 0, rest = code; at < 5; ++at, rest /= 3) {
          attempts.push_back(std::string{kinds[rest % 3]} + std::to_string(at));
        }
        const auto text = [&] { return fmt::format("{}", fmt::join(attempts, " ")); };
        const auto before = waited(rule, text());
        for (auto& attempt : attempts) {
          const auto kept = std::exchange(attempt, "e" + attempt.substr(1));
          const auto after = waited(rule, text());
          const bool passed_before = before.find("pass") != std::string::npos && before.back() != '+';
          const bool passes_after = after.find("pass") != std::string::npos && after.back() != '+';
          CHECK((!passes_after || passed_before));
          attempt = kept;
        }
      }
    }
  }

  TEST_CASE("an attempt ends with its last answer, counted from the first question") {
    auto first = observed("web[0]", yes, {}, 1, 5);
    auto late = observed("web[1]", yes, {}, 1, 7);
    late.answer.elapsed = Duration{1500};
    CHECK(judge::ended_at({&late, &first}, {&first, &late}) == Duration{3500});
    CHECK(judge::ended_at({&first}, {&late}) == Duration{3500});
    CHECK(judge::ended_at({}, {}) == Duration{0});
  }
}
