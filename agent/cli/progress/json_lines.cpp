#include "cli/progress/json_lines.hpp"

#include <algorithm>

#include <labcheck/time_text.hpp>

namespace labcheck::cli {
namespace {

using Json = nlohmann::ordered_json;

Json event(const char* name, Time now) {
  return {{"event", name}, {"time", to_iso(now)}};
}

std::string line_of(const Json& json) {
  return json.dump(-1, ' ', true, Json::error_handler_t::replace) + "\n";
}

/// In the order of the plan, each once.
Json scenarios_of(const Plan& plan) {
  auto ids = Json::array();
  for (const auto& candidate : plan.candidates) {
    if (std::find(ids.begin(), ids.end(), Json(candidate.scenario->id)) == ids.end()) {
      ids.push_back(candidate.scenario->id);
    }
  }
  return ids;
}

/// The codes of the skill that a check belongs to: none where the check is only needed by others.
std::string code_of(const CandidatePlan& plan, const std::string& check) {
  const auto found = std::find_if(plan.checks.begin(), plan.checks.end(),
                                  [&](const PlannedCheck& each) { return each.check->id == check; });
  return found == plan.checks.end() || found->skill == nullptr ? "" : found->skill->code;
}

}  // namespace

std::string run_begun_line(const RunInfo& run, const Plan& plan, const Board& board, Time now) {
  auto json = event("run_begun", now);
  json["schema"] = "labcheck.progress/1";
  json["version"] = run.version;
  json["run"] = run.id;
  json["resumed"] = !run.continuations.empty();
  json["scenarios"] = scenarios_of(plan);
  json["candidates"] = board.rows().size();
  json["checks"] = board.total();
  return line_of(json);
}

std::string check_ended_line(const CandidatePlan& plan, const CheckResult& check, bool earlier, const Board& board,
                             Time now) {
  auto json = event("check_ended", now);
  json["candidate"] = plan.candidate->id;
  json["scenario"] = plan.scenario->id;
  json["level"] = plan.scenario->level;
  json["code"] = code_of(plan, check.id);
  json["check"] = check.id;
  json["outcome"] = to_string(check.outcome);
  json["earlier"] = earlier;
  json["duration_ms"] = check.elapsed.count();
  json["done"] = board.done();
  json["total"] = board.total();
  return line_of(json);
}

std::string skill_decided_line(const CandidatePlan& plan, const SkillResult& skill, Time now) {
  auto json = event("skill_decided", now);
  json["candidate"] = plan.candidate->id;
  json["scenario"] = skill.scenario;
  json["level"] = skill.level;
  json["code"] = skill.code;
  json["verdict"] = to_string(skill.verdict);
  json["only_manual_open"] = skill.only_manual_open;
  return line_of(json);
}

std::string flag_raised_line(const Flag& flag, Time now) {
  auto json = event("flag_raised", now);
  json["candidate"] = flag.candidate;
  json["host"] = flag.host;
  json["code"] = flag.code;
  json["message"] = flag.message;
  return line_of(json);
}

std::string run_ended_line(const RunResult& result, int exit_code, const Board& board, Time now) {
  auto json = event("run_ended", now);
  json["run"] = result.run.id;
  json["interrupted"] = result.run.interrupted;
  json["deadline"] = result.run.deadline.has_value();
  json["done"] = board.done();
  json["total"] = board.total();
  json["summary"] = {
      {"pass", result.summary.pass}, {"fail", result.summary.fail}, {"undetermined", result.summary.undetermined}};
  json["exit_code"] = exit_code;
  return line_of(json);
}

}  // namespace labcheck::cli
