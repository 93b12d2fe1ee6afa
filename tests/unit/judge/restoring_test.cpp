#include "judge/restoring.hpp"

#include <deque>

#include <doctest/doctest.h>

#include "lab.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

/// The echo type with an undo: answers say whether it was `done`.
const CheckType* switch_type() {
  static const CheckType type = [] {
    auto made = *echo();
    made.undoes = [](const Value&) { return true; };
    made.undo = [](const Value&) -> Result<Request> { return Request{Script{}}; };
    return made;
  }();
  return &type;
}

StepKey step_key(int step, int alternative = 0, Part part = Part::step) {
  return {.part = part, .alternative = alternative, .step = step};
}

/// A check whose steps all take themselves back, with a cleanup.
struct Case {
  Lab lab{};
  std::deque<Step> steps{};
  Check check{};
  PlannedCheck planned_check{};
  std::deque<Observation> observations{};

  Case() {
    check.id = "survives";
    planned_check.check = &check;
    steps.push_back(ok_step());
    planned_check.cleanup.push_back(planned(steps.back(), {"lb"}, step_key(0, 0, Part::cleanup)));
  }
  void add(std::vector<std::string> hosts, int alternative = 0) {
    auto& all = planned_check.alternatives;
    all.resize(std::max(all.size(), static_cast<std::size_t>(alternative) + 1));
    auto& list = all[static_cast<std::size_t>(alternative)];
    steps.push_back(ok_step());
    steps.back().type = switch_type();
    list.push_back(planned(steps.back(), std::move(hosts), step_key(static_cast<int>(list.size()), alternative)));
  }
  void saw(std::string host, std::string facts, StepKey key = {}, int attempt = 1) {
    observations.push_back(observed(std::move(host), std::move(facts), key, attempt));
    observations.back().id = static_cast<std::int64_t>(observations.size());
  }
  judge::CheckRecord record() const {
    judge::CheckRecord made;
    for (const auto& observation : observations) {
      made.observations.push_back(&observation);
    }
    return made;
  }
  std::vector<std::string> owed() const {
    std::vector<std::string> hosts;
    for (const auto& undo : judge::owed(lab.plan, planned_check, record()).undos) {
      hosts.push_back(undo.host);
    }
    return hosts;
  }
  std::map<std::string, std::string> dirt() const { return judge::left_dirty(lab.plan, planned_check, record()); }
};

using Hosts = std::vector<std::string>;

}  // namespace

TEST_SUITE("judge/restoring") {
  TEST_CASE("what a check owes: every step that was asked, and the next one, which may have been") {
    Case a;
    a.add({"web[0]", "web[1]"});
    a.add({"web[2]"});
    a.add({"lb"});
    CHECK(a.owed() == Hosts{"web[0]", "web[1]"});
    a.saw("web[0]", yes);
    CHECK(a.owed() == Hosts{"web[0]", "web[1]"});
    a.saw("web[1]", yes);
    CHECK(a.owed() == Hosts{"web[0]", "web[1]", "web[2]"});
  }

  TEST_CASE("a step that fails ends its alternative, and the next one may have begun") {
    Case a;
    a.add({"web[0]"});
    a.add({"web[1]"});
    a.add({"lb"}, 1);
    a.saw("web[0]", no);
    CHECK(a.owed() == Hosts{"web[0]", "lb"});
    a.saw("lb", yes, step_key(0, 1));
    CHECK(a.owed() == Hosts{"web[0]", "lb"});
  }

  TEST_CASE("an undo that did not work leaves its host dirty, with why") {
    Case a;
    a.add({"web[0]"});
    a.add({"web[1]"});
    a.saw("web[0]", yes);
    a.saw("web[1]", no, step_key(1));
    CHECK(a.dirt().empty());
    a.saw("web[1]", R"({"done":false})", step_key(1, 0, Part::undo));
    a.saw("web[0]", trouble, step_key(0, 0, Part::undo));
    CHECK(a.dirt() ==
          std::map<std::string, std::string>{{"web[0]", "no answer within 20s"}, {"web[1]", "the undo did not work"}});
  }

  TEST_CASE("what was put again when the run was taken up decides, from its first attempt on") {
    Case a;
    a.add({"web[0]"});
    a.saw("web[0]", yes);
    a.saw("web[0]", trouble, step_key(0, 0, Part::undo));
    a.saw("lb", no, step_key(0, 0, Part::cleanup));
    CHECK(a.dirt().size() == 2);
    a.saw("web[0]", R"({"done":true})", step_key(0, 0, Part::undo));
    CHECK(a.dirt() == std::map<std::string, std::string>{{"lb", "lb: expected ok true, found false"}});
    a.saw("lb", yes, step_key(0, 0, Part::cleanup));
    CHECK(a.dirt().empty());
    a.saw("lb", no, step_key(0, 0, Part::cleanup));
    CHECK(a.dirt().size() == 1);
  }
}
