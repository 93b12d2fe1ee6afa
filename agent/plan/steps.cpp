#include "plan/steps.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <labcheck/reading.hpp>

#include "plan/expand.hpp"
#include "plan/reading_parameters.hpp"

namespace labcheck::plan {
namespace {

constexpr Duration default_timeout{20'000};
constexpr Duration default_every{2'000};
constexpr Duration each_further_time{1'000};
constexpr Duration default_restart{300'000};

/// How often one request asks (`times: 12`): 1 for types that ask once, or when the number is saved only later.
std::int64_t times_of(const Step& step, const CandidatePlan& plan) {
  const auto times = step.parameters.find("times");
  if (times == step.parameters.end()) {
    return 1;
  }
  const auto expanded = expand(times->second, ValueKind::integer, {.plan = plan, .host = "", .saved = {}});
  const auto number = expanded ? read_value(*expanded, ValueKind::integer) : Result<Value>{Value(1)};
  return number ? std::clamp<std::int64_t>(number->get<std::int64_t>(), 1, 10'000) : 1;
}

bool changes_the_lab(const Step& step) {
  return step.changes.value_or(step.type->phase != nullptr && step.type->phase(unread_parameters(step)) != Phase::read);
}

bool restarts(const Step& step) {
  return step.type->phase != nullptr && step.type->phase(unread_parameters(step)) == Phase::reboot;
}

Result<std::vector<std::string>> known_hosts(const Selector& on, const CandidatePlan& plan) {
  if (on.agent) {
    return std::vector<std::string>{"agent"};
  }
  std::vector<std::string> hosts;
  int count = 0;
  for (const auto& host : plan.hosts) {
    if (host.role == on.role) {
      ++count;
      if (!on.index || *on.index == host.index) {
        hosts.push_back(host.name);
      }
    }
  }
  if (hosts.empty()) {
    const auto place = to_string(on.place);
    return failed(ErrorKind::invalid, count == 0 ? fmt::format("{}: on '{}' names no host", place, on.text)
                                                 : fmt::format("{}: on '{}': role '{}' has {} host{}, counted from 0",
                                                               place, on.text, on.role, count, count == 1 ? "" : "s"));
  }
  return hosts;
}

Result<PlannedStep> plan_step(const Step& step, StepKey key, const CandidatePlan& plan) {
  PlannedStep planned{.key = key, .step = &step};
  planned.late = !step.on.name.empty() || !step.on.except.empty();
  if (!planned.late) {
    LABCHECK_TRY_ASSIGN(planned.hosts, known_hosts(step.on, plan));
  }
  planned.changes = changes_the_lab(step);
  planned.timeout = step.timeout.value_or(default_timeout + each_further_time * (times_of(step, plan) - 1));
  planned.within = step.within.value_or(Duration{0});
  planned.every = step.every.value_or(default_every);
  planned.hold = step.hold.value_or(Duration{0});
  if (restarts(step)) {
    // Asking again would restart the host again: `within` is how long its one answer may take.
    planned.timeout = step.within.value_or(default_restart);
    planned.within = Duration{0};
  }
  return planned;
}

Result<std::vector<PlannedStep>> plan_steps(const std::vector<Step>& steps, Part part, int alternative,
                                            const CandidatePlan& plan) {
  std::vector<PlannedStep> planned;
  for (const auto& step : steps) {
    const StepKey key{.part = part, .alternative = alternative, .step = static_cast<int>(planned.size())};
    LABCHECK_TRY_ASSIGN(auto one, plan_step(step, key, plan));
    planned.push_back(std::move(one));
  }
  return planned;
}

}  // namespace

Result<PlannedCheck> plan_check(const SkillCheck& check, const CandidatePlan& plan) {
  PlannedCheck planned{.check = check.check, .skill = check.skill};
  for (const auto& steps : check.check->alternatives) {
    const int alternative = static_cast<int>(planned.alternatives.size());
    LABCHECK_TRY_ASSIGN(auto one, plan_steps(steps, Part::step, alternative, plan));
    planned.alternatives.push_back(std::move(one));
  }
  LABCHECK_TRY_ASSIGN(planned.cleanup, plan_steps(check.check->cleanup, Part::cleanup, 0, plan));
  LABCHECK_TRY_ASSIGN(planned.restored, plan_steps(check.check->restored, Part::restored, 0, plan));
  return planned;
}

}  // namespace labcheck::plan
