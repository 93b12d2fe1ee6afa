#include "judge/ruling.hpp"

#include <doctest/doctest.h>

#include "lab.hpp"

using namespace labcheck;
using namespace labcheck::test;
using judge::apply_rulings;
using judge::person_of;

namespace {

// 2026-11-24 22:00:00 UTC, and so many minutes later.
Time minute(int minutes) {
  return Time{Duration{1'795'557'600'000 + minutes * 60'000LL}};
}
const Time run_ended = minute(0);

Ruling ruling(RulingKind kind, std::string by, int minutes = 0) {
  Ruling made;
  made.kind = kind;
  made.candidate = "c01";
  made.scenario = "demo";
  made.check = "report";
  made.by = std::move(by);
  made.at = minute(minutes);
  return made;
}

/// One check of one candidate, and what was ruled on it.
struct Question {
  Lab lab{};
  Check check{};
  std::vector<Ruling> rulings{};
  CheckResult result{};

  explicit Question(bool second_assessor = false) {
    check.id = "report";
    check.manual = Manual{.question = {.en = "Is it complete?", .zh = ""}, .second_assessor = second_assessor};
    result.outcome = Outcome::manual;
    result.why = "Is it complete?";
  }
  /// As the machine judged it; no question to a person.
  Question(Outcome outcome, std::string why) {
    check.id = "report";
    result.outcome = outcome;
    result.why = std::move(why);
  }
  const CheckResult& apply() {
    apply_rulings(lab.plan, check, rulings, run_ended, result);
    return result;
  }
};

}  // namespace

TEST_SUITE("judge/ruling") {
  TEST_CASE("nobody's word leaves a manual check open") {
    Question question;
    CHECK(question.apply().outcome == Outcome::manual);
    CHECK(question.result.why == "Is it complete?");
    CHECK(question.result.rulings.empty());
  }

  TEST_CASE("an attested pass passes, and why says who, in what role, when and what they said") {
    Question question;
    question.rulings = {ruling(RulingKind::passed, "Li Si", 5)};
    question.rulings[0].role = "assessor";
    question.rulings[0].comment = "all parts are there";
    CHECK(question.apply().outcome == Outcome::pass);
    CHECK(question.result.why == "passed by Li Si (assessor) on 2026-11-24 22:05:00 UTC: all parts are there");
    CHECK(question.result.rulings == question.rulings);
  }

  TEST_CASE("an attested fail fails") {
    Question question;
    question.rulings = {ruling(RulingKind::failed, "Li Si")};
    CHECK(question.apply().outcome == Outcome::fail);
    CHECK(question.result.why == "failed by Li Si on 2026-11-24 22:00:00 UTC");
  }

  TEST_CASE("a ruling on another candidate, scenario or check says nothing of this one") {
    Question question;
    question.rulings.assign(3, ruling(RulingKind::passed, "Li Si"));
    question.rulings[0].candidate = "c02";
    question.rulings[1].scenario = "more";
    question.rulings[2].check = "repor";
    CHECK(question.apply().outcome == Outcome::manual);
    CHECK(question.result.rulings.empty());
  }

  TEST_CASE("a machine's outcome is no person's to attest") {
    for (const auto outcome : {Outcome::fail, Outcome::error, Outcome::blocked}) {
      Question question{outcome, "found false"};
      question.rulings = {ruling(RulingKind::passed, "Li Si")};
      CHECK(question.apply().outcome == outcome);
      CHECK(question.result.why == "found false");
      CHECK(question.result.rulings.size() == 1);
    }
  }

  TEST_CASE("a manual check whose need failed stays blocked whatever is attested") {
    Question question;
    question.result.outcome = Outcome::blocked;
    question.rulings = {ruling(RulingKind::passed, "Li Si")};
    CHECK(question.apply().outcome == Outcome::blocked);
  }

  TEST_CASE("expiry: the later one of the run's end and the ruling's own time must lie before it") {
    Question question;
    question.rulings = {ruling(RulingKind::passed, "Li Si", -60)};
    SUBCASE("made for a later run and still good at its end") {
      question.rulings[0].expires = run_ended + Duration{1};
      CHECK(question.apply().outcome == Outcome::pass);
    }
    SUBCASE("expired when the run ended, to the millisecond") {
      question.rulings[0].expires = run_ended;
      CHECK(question.apply().outcome == Outcome::manual);
      CHECK(question.result.why ==
            "no longer counted: passed by Li Si on 2026-11-24 21:00:00 UTC (expired on 2026-11-24 22:00:00 UTC); the "
            "question: Is it complete?");
      CHECK(question.result.rulings.size() == 1);
    }
    SUBCASE("made after the run: its own time decides, whenever it is judged again") {
      question.rulings[0].at = minute(10);
      question.rulings[0].expires = minute(11);
      CHECK(question.apply().outcome == Outcome::pass);
    }
  }

  TEST_CASE("the same person's later ruling replaces the earlier, whatever the order in the ledger") {
    Question question;
    question.rulings = {ruling(RulingKind::passed, "Li Si", 9), ruling(RulingKind::failed, " LI  SI ", 3)};
    CHECK(question.apply().outcome == Outcome::pass);
    CHECK(question.result.why == "passed by Li Si on 2026-11-24 22:09:00 UTC");
    REQUIRE(question.result.rulings.size() == 2);
    CHECK(question.result.rulings[0].kind == RulingKind::passed);
    CHECK(question.result.rulings[1].kind == RulingKind::failed);
  }

  TEST_CASE("of two rulings at the same time the one recorded later is the later one") {
    Question question;
    question.rulings = {ruling(RulingKind::passed, "Li Si"), ruling(RulingKind::failed, "Li Si")};
    CHECK(question.apply().outcome == Outcome::fail);
  }

  TEST_CASE("a withdrawn ruling does not bring the earlier one back") {
    Question question;
    question.rulings = {ruling(RulingKind::passed, "Li Si", 1), ruling(RulingKind::passed, "Li Si", 2)};
    question.rulings[1].expires = minute(2);
    CHECK(question.apply().outcome == Outcome::manual);
    CHECK(question.result.why ==
          "no longer counted: passed by Li Si on 2026-11-24 22:02:00 UTC (withdrawn); the question: Is it complete?");
  }

  TEST_CASE("a question for two assessors wants two persons who agree") {
    Question question{true};
    question.rulings = {ruling(RulingKind::passed, "Li Si", 1)};
    SUBCASE("one is not enough, nor is the same one twice in other spellings") {
      question.rulings.push_back(ruling(RulingKind::passed, "ＬＩ\u3000Ｓi\u200b ", 2));
      CHECK(question.apply().outcome == Outcome::manual);
      CHECK(question.result.why ==
            "a second assessor is missing: passed by ＬＩ\u3000Ｓi\u200b  on 2026-11-24 22:02:00 UTC; the question: Is "
            "it complete?");
    }
    SUBCASE("two agree") {
      question.rulings.push_back(ruling(RulingKind::passed, "Wang Wu", 2));
      CHECK(question.apply().outcome == Outcome::pass);
      CHECK(question.result.why ==
            "passed by Li Si on 2026-11-24 22:01:00 UTC, passed by Wang Wu on 2026-11-24 22:02:00 UTC");
    }
    SUBCASE("two agree that it failed") {
      question.rulings = {ruling(RulingKind::failed, "Li Si", 1), ruling(RulingKind::failed, "Wang Wu", 2)};
      CHECK(question.apply().outcome == Outcome::fail);
    }
    SUBCASE("two who disagree leave it open, both named") {
      question.rulings.push_back(ruling(RulingKind::failed, "Wang Wu", 2));
      CHECK(question.apply().outcome == Outcome::manual);
      CHECK(question.result.why ==
            "the assessors disagree: passed by Li Si on 2026-11-24 22:01:00 UTC, failed by Wang Wu on 2026-11-24 "
            "22:02:00 UTC; the question: Is it complete?");
    }
    SUBCASE("one whose word expired is missing again") {
      question.rulings.push_back(ruling(RulingKind::passed, "Wang Wu", -2));
      question.rulings[1].expires = minute(-1);
      CHECK(question.apply().outcome == Outcome::manual);
      CHECK(question.result.why ==
            "a second assessor is missing: passed by Li Si on 2026-11-24 22:01:00 UTC; no longer counted: passed by "
            "Wang Wu on 2026-11-24 21:58:00 UTC (expired on 2026-11-24 21:59:00 UTC); the question: Is it complete?");
    }
  }

  TEST_CASE("where one assessor is enough, two who disagree still leave it open") {
    Question question;
    question.rulings = {ruling(RulingKind::passed, "Li Si"), ruling(RulingKind::failed, "Wang Wu")};
    CHECK(question.apply().outcome == Outcome::manual);
  }

  TEST_CASE("a waiver sets any outcome aside and keeps what the machine found in sight") {
    for (const auto outcome : {Outcome::pass, Outcome::fail, Outcome::error, Outcome::blocked}) {
      Question question{outcome, "found false"};
      question.rulings = {ruling(RulingKind::waived, "Wang Wu")};
      question.rulings[0].role = "chief examiner";
      question.rulings[0].comment = "the switch was broken";
      CHECK(question.apply().outcome == Outcome::waived);
      CHECK(
          question.result.why ==
          "waived by Wang Wu (chief examiner) on 2026-11-24 22:00:00 UTC: the switch was broken; without the waiver: " +
              std::string{to_string(outcome)} + ", found false");
    }
  }

  TEST_CASE("a waiver of a manual check goes before what was attested") {
    Question question;
    question.rulings = {ruling(RulingKind::failed, "Li Si"), ruling(RulingKind::waived, "Wang Wu")};
    question.rulings[1].comment = "no printer";
    CHECK(question.apply().outcome == Outcome::waived);
    CHECK(question.result.why == "waived by Wang Wu on 2026-11-24 22:00:00 UTC: no printer");
    CHECK(question.result.rulings.size() == 2);
  }

  TEST_CASE("an expired waiver brings the machine's outcome back and says so") {
    Question question{Outcome::fail, "found false"};
    question.rulings = {ruling(RulingKind::waived, "Wang Wu", -60)};
    question.rulings[0].expires = minute(-30);
    CHECK(question.apply().outcome == Outcome::fail);
    CHECK(question.result.why ==
          "found false; no longer counted: waived by Wang Wu on 2026-11-24 21:00:00 UTC (expired on 2026-11-24 "
          "21:30:00 UTC)");
  }

  TEST_CASE("a person is the same in other letters, width and spaces, and no two others are") {
    CHECK(person_of("  Søn  Åse ") == person_of("SØN ÅSE"));
    CHECK(person_of("张三") == person_of("张三 "));
    CHECK(person_of("张三") != person_of("张 三丰"));
    CHECK(person_of("STRASSE") == person_of("straße"));
    CHECK(person_of("e\u0301") == person_of("É"));
    CHECK(person_of("Li\nSi\t") == person_of("li si"));
    CHECK(person_of("\xff") != person_of(""));
  }
}
