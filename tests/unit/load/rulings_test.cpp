#include "load/rulings.hpp"

#include <doctest/doctest.h>

#include <labcheck/time_text.hpp>

using namespace labcheck;
using load::Loaded;

namespace {

/// Candidates c01 (scenarios web and data) and c02 (web): check `wiring` of both scenarios and `neat` of `web` are
/// questions to a person; `page` is the machine's.
struct Room {
  std::shared_ptr<Scenario> web = std::make_shared<Scenario>();
  std::shared_ptr<Scenario> data = std::make_shared<Scenario>();
  Candidate first{.id = "c01"};
  Candidate second{.id = "c02"};
  Plan plan{};

  Room() {
    web->id = "junior/web";
    web->skills = {skill("2.2.3", {"page", "neat"}), skill("2.2.4", {"wiring"})};
    data->id = "senior/data";
    data->skills = {skill("2.2.3", {"wiring", "rows"})};
    add(first, web);
    add(first, data);
    add(second, web);
  }
  Room(const Room&) = delete;
  Room& operator=(const Room&) = delete;

  static GradedSkill skill(std::string code, const std::vector<std::string>& checks) {
    GradedSkill made;
    made.code = std::move(code);
    for (const auto& id : checks) {
      Check check;
      check.id = id;
      if (id == "wiring" || id == "neat") {
        check.manual = Manual{};
      }
      made.checks.push_back(check);
    }
    return made;
  }

  void add(const Candidate& candidate, const std::shared_ptr<Scenario>& scenario) {
    CandidatePlan made;
    made.candidate = &candidate;
    made.scenario = scenario;
    for (const auto& graded : scenario->skills) {
      for (const auto& check : graded.checks) {
        PlannedCheck planned;
        planned.check = &check;
        planned.skill = &graded;
        made.checks.push_back(planned);
      }
    }
    plan.candidates.push_back(made);
  }
};

Loaded<std::vector<load::RulingDraft>> load_text(const std::string& text) {
  return load::load_rulings("r.yaml", [&](const std::string&) { return std::optional{text}; });
}

std::string lines(const Diagnostics& diagnostics) {
  std::string all;
  for (const auto& diagnostic : diagnostics) {
    all += to_string(diagnostic) + "\n";
  }
  return all;
}

/// What is wrong with a text, or with what it is on.
std::string complaints(const std::string& text) {
  const Room room;
  const auto loaded = load_text("labcheck-rulings: 1\n" + text);
  return loaded.value ? lines(load::resolve_rulings(*loaded.value, room.plan).diagnostics) : lines(loaded.diagnostics);
}

std::vector<Ruling> rulings(const std::string& text) {
  const Room room;
  const auto loaded = load_text("labcheck-rulings: 1\n" + text);
  REQUIRE_MESSAGE(loaded.value, lines(loaded.diagnostics));
  const auto resolved = load::resolve_rulings(*loaded.value, room.plan);
  REQUIRE_MESSAGE(resolved.value, lines(resolved.diagnostics));
  return *resolved.value;
}

const std::string who = "by: 李四, time: 2026-11-25T10:00:00Z";

}  // namespace

TEST_SUITE("load/rulings") {
  TEST_CASE("an attestation reads with everything in it") {
    const auto all = rulings(
        "attestations:\n  - candidate: c01\n    scenario: senior/data\n    check: wiring\n    answer: pass\n"
        "    by: 李四\n    role: assessor\n    time: 2026-11-25 18:00 +08:00\n    comment: 接线正确\n"
        "    expires: 2026-12-31\n");
    REQUIRE(all.size() == 1);
    CHECK(all[0].kind == RulingKind::passed);
    CHECK(all[0].candidate == "c01");
    CHECK(all[0].scenario == "senior/data");
    CHECK(all[0].check == "wiring");
    CHECK(all[0].by == "李四");
    CHECK(all[0].role == "assessor");
    CHECK(all[0].comment == "接线正确");
    CHECK(to_iso(all[0].at) == "2026-11-25T10:00:00.000Z");
    CHECK(to_iso(*all[0].expires) == "2027-01-01T00:00:00.000Z");
  }

  TEST_CASE("the scenario need not be named where only one has the check") {
    const auto all = rulings("attestations: [{candidate: c01, check: neat, answer: fail, " + who + "}]\n");
    CHECK(all.at(0).kind == RulingKind::failed);
    CHECK(all.at(0).scenario == "junior/web");
    CHECK_FALSE(all.at(0).expires);
  }

  TEST_CASE("a waiver takes any check, or all checks of a skill code in every scenario of the candidate") {
    const auto one = rulings("waivers: [{candidate: c02, check: page, reason: the switch was broken, " + who + "}]\n");
    CHECK(one.at(0).kind == RulingKind::waived);
    CHECK(one.at(0).comment == "the switch was broken");
    std::vector<std::string> checks;
    for (const auto& ruling : rulings("waivers: [{candidate: c01, skill: 2.2.3, reason: r, " + who + "}]\n")) {
      checks.push_back(ruling.scenario + " " + ruling.check);
    }
    CHECK(checks ==
          std::vector<std::string>{"junior/web page", "junior/web neat", "senior/data wiring", "senior/data rows"});
    CHECK(
        rulings("waivers: [{candidate: c01, scenario: senior/data, skill: 2.2.3, reason: r, " + who + "}]\n").size() ==
        2);
  }

  TEST_CASE("what a ruling is on must be there, and is told with the nearest right spelling") {
    CHECK(complaints("attestations:\n"
                     "  - {candidate: c1, check: neat, answer: pass, " +
                     who +
                     "}\n"
                     "  - {candidate: c01, scenario: junior/wep, check: neat, answer: pass, " +
                     who +
                     "}\n"
                     "  - {candidate: c01, check: neet, answer: pass, " +
                     who +
                     "}\n"
                     "  - {candidate: c01, check: page, answer: pass, " +
                     who +
                     "}\n"
                     "  - {candidate: c01, check: wiring, answer: pass, " +
                     who +
                     "}\n"
                     "waivers:\n"
                     "  - {candidate: c02, check: rows, reason: r, " +
                     who +
                     "}\n"
                     "  - {candidate: c02, check: pagge, reason: r, " +
                     who +
                     "}\n"
                     "  - {candidate: c02, skill: 2.2.5, reason: r, " +
                     who + "}\n") ==
          "r.yaml:3:17: unknown candidate 'c1' (did you mean 'c01'?)\n"
          "r.yaml:4:32: candidate 'c01' has no scenario 'junior/wep' (did you mean 'junior/web'?)\n"
          "r.yaml:5:29: candidate 'c01' has no manual check 'neet' (did you mean 'neat'?)\n"
          "r.yaml:6:29: check 'page' is judged by the machine: only a manual check is attested, any check can be "
          "waived\n"
          "r.yaml:7:29: check 'wiring' is in several scenarios: name one of 'junior/web', 'senior/data'\n"
          "r.yaml:9:29: candidate 'c02' has no check 'rows'\n"
          "r.yaml:10:29: candidate 'c02' has no check 'pagge' (did you mean 'page'?)\n"
          "r.yaml:11:29: candidate 'c02' has no skill '2.2.5' (did you mean '2.2.3'?)\n");
  }

  TEST_CASE("an answer, a person and a time have no default; a waiver has a reason") {
    CHECK(complaints("attestations:\n  - {}\n  - {candidate: c01, check: neat, answer: yes, by: ' ', time: today}\n"
                     "waivers:\n  - {candidate: c01}\n") ==
          "r.yaml:3:5: attestation lacks 'candidate'\n"
          "r.yaml:3:5: attestation lacks 'by'\n"
          "r.yaml:3:5: attestation lacks 'time'\n"
          "r.yaml:3:5: attestation lacks 'check'\n"
          "r.yaml:3:5: attestation lacks 'answer'\n"
          "r.yaml:4:43: 'answer' must be pass or fail, found 'yes'\n"
          "r.yaml:4:52: 'by' must be a text, found an empty one\n"
          "r.yaml:4:63: 'time': 'today' is no time (write 2026-12-31, 2026-12-31T18:00Z or 2026-12-31T18:00+08:00)\n"
          "r.yaml:6:5: waiver lacks 'by'\n"
          "r.yaml:6:5: waiver lacks 'time'\n"
          "r.yaml:6:5: waiver needs either 'check' or 'skill'\n"
          "r.yaml:6:5: waiver lacks 'reason'\n");
  }

  TEST_CASE("keys are strict and all errors come at once") {
    CHECK(complaints("attestation: []\n") ==
          "r.yaml:1:1: rulings file has neither 'attestations' nor 'waivers'\n"
          "r.yaml:2:1: unknown key 'attestation' in rulings file (did you mean 'attestations'?)\n");
    CHECK(complaints("attestations: []\nwaivers: {}\n") ==
          "r.yaml:2:1: 'attestations' is an empty list\n"
          "r.yaml:3:10: 'waivers' must be a list, found a map\n");
    CHECK(complaints("attestations: [x]\n"
                     "waivers: [{candidate: c01, check: page, reason: r, comment: c, skill: 2.2.3, by: x, "
                     "time: 2026-11-25, expires: 2026-11-24}]\n") ==
          "r.yaml:2:16: attestation must be a map, found 'x'\n"
          "r.yaml:3:11: waiver needs either 'check' or 'skill'\n"
          "r.yaml:3:52: unknown key 'comment' in waiver\n"
          "r.yaml:3:112: 'expires' must lie after 'time'\n");
    CHECK(lines(load_text("labcheck-rulings: 2\nwaivers: 1\nwaivers: 2\n").diagnostics) ==
          "r.yaml:1:19: unknown rulings version '2' (this program reads 1)\n"
          "r.yaml:2:10: 'waivers' must be a list, found '1'\n"
          "r.yaml:3:1: duplicate key 'waivers'\n");
  }

  TEST_CASE("an absent or empty file is an error") {
    CHECK(lines(load::load_rulings("r.yaml", [](const std::string&) { return std::nullopt; }).diagnostics) ==
          "r.yaml: no such file\n");
    CHECK(lines(load_text("").diagnostics) == "r.yaml:1:1: rulings file must be a map, found nothing\n");
  }
}
