#include "observe/restarting.hpp"

#include <doctest/doctest.h>

#include <labcheck/check_type.hpp>

using namespace labcheck;

namespace {

/// A run of one check in the phase `reboot` on "box", of a lab with "other".
class Run {
 public:
  Run() {
    scenario_->id = "s";
    check_.id = "restarts";
    check_.phase = Phase::reboot;
    PlannedCheck planned{.check = &check_};
    planned.alternatives = {{PlannedStep{.hosts = {"box"}}}};
    plan_.candidates.push_back({.candidate = &candidate_, .scenario = scenario_});
    plan_.candidates[0].hosts = {{.name = "box"}, {.name = "other"}};
    plan_.candidates[0].checks = {planned};
    record.hosts = {{.candidate = "c1", .host = "box", .machine_id = "m", .boot_id = "b"},
                    {.candidate = "c1", .host = "other", .boot_id = "b"},
                    {.candidate = "c2", .host = "box", .boot_id = "b"}};
  }

  CheckKey key() const { return {.candidate = "c1", .scenario = "s", .check = "restarts", .run = 1}; }
  PlannedStep& step() { return plan_.candidates[0].checks[0].alternatives[0][0]; }
  std::vector<std::string> boots() const {
    std::vector<std::string> all;
    for (const auto& host : observe::expected_hosts(record, plan_)) {
      all.push_back(host.boot_id);
    }
    return all;
  }

  Record record{};

 private:
  Candidate candidate_{.id = "c1"};
  std::shared_ptr<Scenario> scenario_{std::make_shared<Scenario>()};
  Check check_{};
  Plan plan_{};
};

using Boots = std::vector<std::string>;

}  // namespace

TEST_SUITE("observe/restarting") {
  TEST_CASE("a host that was being restarted when the run was cut short may be in another boot") {
    Run run;
    CHECK(run.boots() == Boots{"b", "b", "b"});
    run.record.started = {run.key()};
    CHECK(run.boots() == Boots{"", "b", "b"});
  }

  TEST_CASE("once the check has ended its host is known in its new boot") {
    Run run;
    run.record.started = {run.key()};
    run.record.ends = {{.check = run.key(), .complete = true}};
    CHECK(run.boots() == Boots{"b", "b", "b"});
  }

  TEST_CASE("where only the run knew which host was restarted, any of the candidate's may have been") {
    Run run;
    run.record.started = {run.key()};
    run.step().hosts.clear();
    run.step().late = true;
    CHECK(run.boots() == Boots{"", "", "b"});
  }
}
