#include <algorithm>

#include <fmt/format.h>

#include "input.hpp"
#include "judge/run.hpp"
#include "load/scenario.hpp"
#include "plan/plan.hpp"
#include "report/report.hpp"
#include "support.hpp"
#include "targets.hpp"

namespace labcheck::fuzz {
namespace {

constexpr std::size_t most_observations = 200;

/// The good scenario of the golden tests for one candidate, with every question that it can put.
struct Exam {
  struct Slot {
    std::string check{};
    StepKey step{};
    std::string host{};
    Reach reach{Reach::host};
  };

  Plan plan{};
  std::vector<Slot> slots{};
  std::vector<std::string> checks{};
};

std::shared_ptr<const Scenario> good_scenario() {
  const load::Sources sources = [](const std::string& path) -> Result<std::optional<std::string>> {
    const auto name = path.substr(path.find_last_of('/') + 1);
    return name == "good.yaml"      ? std::optional{source_file("tests/golden/load/good.yaml")}
           : name == "small.yaml"   ? std::optional{source_file("tests/golden/load/standards/small.yaml")}
           : name == "listens.yaml" ? std::optional{source_file("tests/golden/load/library/listens.yaml")}
                                    : std::nullopt;
  };
  auto loaded = load::load_scenario("good.yaml", sources, {});
  LABCHECK_HOLDS(loaded.value, "the good scenario does not load");
  return loaded.value;
}

void add_slots(Exam& exam, const std::string& check, const std::vector<PlannedStep>& steps) {
  for (const auto& step : steps) {
    auto hosts = step.hosts;
    if (hosts.empty()) {
      hosts = {"web[0]", "web[1]"};
    }
    for (auto& host : hosts) {
      exam.slots.push_back(
          {.check = check, .step = step.key, .host = std::move(host), .reach = step.step->type->reach});
    }
  }
}

Exam make_exam() {
  auto roster = std::make_shared<Roster>();
  Candidate candidate{.id = "c01", .name = "张三"};
  for (const auto* name : {"lb", "web", "web", "client"}) {
    const int index = static_cast<int>(candidate.hosts.size()) == 2 ? 1 : 0;
    const auto address = fmt::format("10.0.0.{}", candidate.hosts.size() + 1);
    candidate.hosts.push_back({.role = name, .index = index, .connect_host = address, .address = address});
  }
  roster->candidates.push_back(std::move(candidate));
  const auto scenario = good_scenario();
  const std::vector<Draw> draws{
      {.candidate = "c01", .scenario = scenario->id, .parameters = {{"port", 80}, {"db_pw", "pw"}, {"marker", "k3y"}}}};
  auto plan = plan::make_plan({scenario}, roster, draws, {});
  LABCHECK_HOLDS(plan.has_value(), plan.error().message);
  Exam exam{.plan = plan::without_secrets(*plan), .slots = {}, .checks = {}};
  for (const auto& check : exam.plan.candidates.front().checks) {
    exam.checks.push_back(check.check->id);
    for (const auto& steps : check.alternatives) {
      add_slots(exam, check.check->id, steps);
    }
    add_slots(exam, check.check->id, check.cleanup);
    add_slots(exam, check.check->id, check.restored);
  }
  return exam;
}

const Exam& exam() {
  static const auto made = make_exam();
  return made;
}

CheckKey key_of(const std::string& check, int run) {
  return {.candidate = "c01", .scenario = exam().plan.candidates.front().scenario->id, .check = check, .run = run};
}

/// One answer: slot, attempt, ending, status, times, then what came, up to 0xff.
Observation observation_of(Input& input) {
  const auto& slot = exam().slots[input.below(exam().slots.size())];
  Observation made{.check = key_of(slot.check, 1), .step = slot.step, .host = slot.host};
  made.attempt = 1 + static_cast<int>(input.below(4));
  const auto ending = input.byte();
  made.answer.ending = ending < 128 ? Ending::completed : static_cast<Ending>(ending % 13);
  made.answer.status = input.byte();
  made.answer.started = Time{Duration{1'000'000 + 500 * input.byte()}};
  made.answer.elapsed = Duration{100 * input.byte()};
  const auto text = input.until('\xff');
  if (slot.reach == Reach::protocol) {
    made.answer.reply = json_of(text);
  } else {
    made.answer.out = text;
  }
  if (made.answer.ending != Ending::completed) {
    made.answer.message = "trouble";
  }
  return made;
}

Record record_of(std::string_view bytes) {
  Input input{bytes};
  Record record;
  auto cut_off = input.byte();
  for (const auto& check : exam().checks) {
    record.started.push_back(key_of(check, 1));
    record.ends.push_back({.check = key_of(check, 1),
                           .complete = (cut_off & 1) == 0,
                           .reason = (cut_off & 1) == 0 ? "" : "the run was interrupted"});
    cut_off = static_cast<std::uint8_t>(cut_off >> 1);
  }
  while (!input.empty() && record.observations.size() < most_observations) {
    record.observations.push_back(observation_of(input));
    record.observations.back().id = static_cast<std::int64_t>(record.observations.size());
  }
  return record;
}

std::string as_json(const RunResult& result) {
  return report::find_format("json")->render(result, {});
}

/// A check passes only when everything was asked and something was answered.
void check_fail_closed(const RunResult& result, const Record& record) {
  for (const auto& skill : result.candidates.front().skills) {
    bool all_pass = !skill.checks.empty();
    for (const auto& check : skill.checks) {
      all_pass = all_pass && (check.outcome == Outcome::pass || check.optional);
      LABCHECK_HOLDS(check.outcome == Outcome::pass || !check.why.empty(), "no pass, and no word why: " + check.id);
      if (check.outcome != Outcome::pass) {
        continue;
      }
      LABCHECK_HOLDS(std::any_of(record.observations.begin(), record.observations.end(),
                                 [&](const auto& it) {
                                   return it.check.check == check.id && it.answer.ending == Ending::completed;
                                 }),
                     "a pass without an answer: " + check.id);
    }
    LABCHECK_HOLDS(skill.verdict != Verdict::pass || all_pass, "a skill passed that did not");
  }
}

}  // namespace

const Plan& exam_plan() {
  return exam().plan;
}

void judging(std::string_view bytes) {
  auto record = record_of(bytes);
  const auto result = judge::judge_run(exam().plan, record);
  LABCHECK_HOLDS(result.candidates.size() == 1 && !result.candidates.front().skills.empty(), "nobody was judged");
  check_fail_closed(result, record);
  for (const auto& format : report::formats()) {
    check_report(format.name, format.render(result, {.language = Language::zh, .colour = false}));
  }
  LABCHECK_HOLDS(as_json(judge::judge_run(exam().plan, record)) == as_json(result), "judged again it is otherwise");
  for (auto& observation : record.observations) {
    observation.answer.ending = Ending::lost;
  }
  const auto lost = judge::judge_run(exam().plan, record);
  for (const auto& skill : lost.candidates.front().skills) {
    for (const auto& check : skill.checks) {
      LABCHECK_HOLDS(check.outcome != Outcome::pass && check.outcome != Outcome::fail,
                     "trouble of ours is a pass or a fail: " + check.id);
    }
  }
}

}  // namespace labcheck::fuzz
