#include "report/json.hpp"

#include <fmt/format.h>

#include "report/code_points.hpp"
#include "report/layout.hpp"
#include "report/points.hpp"

namespace labcheck::report {

namespace {

using Json = nlohmann::ordered_json;

Json text_json(const Text& text) {
  return {{"en", text.en}, {"zh", text.zh}};
}

// As `[{...}]` braces would make maps out of pairs, lists are made by hand.
template <class Items, class Make>
Json list_json(const Items& items, Make make) {
  auto list = Json::array();
  for (const auto& item : items) {
    list.push_back(make(item));
  }
  return list;
}

Json ruling_json(const Ruling& ruling) {
  return {{"ruling", to_string(ruling.kind)},
          {"by", ruling.by},
          {"role", ruling.role},
          {"comment", ruling.comment},
          {"time", to_iso(ruling.at)},
          {"expires", ruling.expires ? Json(to_iso(*ruling.expires)) : Json(nullptr)}};
}

Json check_json(const CheckResult& check) {
  return {{"id", check.id},
          {"title", text_json(check.title)},
          {"outcome", to_string(check.outcome)},
          {"points", to_number(check.points)},
          {"max_points", to_number(check.max_points)},
          {"vantage", to_string(check.vantage)},
          {"why", check.why},
          {"expected", check.expected},
          {"actual", check.actual},
          {"attempts", check.attempts},
          {"duration_ms", check.elapsed.count()},
          {"observations", list_json(check.observations, [](std::int64_t number) { return Json(number); })},
          {"rulings", list_json(check.rulings, ruling_json)}};
}

Json skill_json(const SkillResult& skill) {
  return {{"scenario", skill.scenario},
          {"level", skill.level},
          {"code", skill.code},
          {"title", text_json(skill.title)},
          {"verdict", to_string(skill.verdict)},
          {"cause", skill.cause},
          {"points", to_number(skill.points)},
          {"max_points", to_number(skill.max_points)},
          {"vantages", list_json(skill.vantages, [](Vantage vantage) { return Json(to_string(vantage)); })},
          {"checks", list_json(skill.checks, check_json)}};
}

Json code_json(const CodeResult& code) {
  return {{"level", code.level}, {"code", code.code}, {"verdict", to_string(code.verdict)}, {"cause", code.cause}};
}

Json flag_json(const Flag& flag) {
  return {{"host", flag.host}, {"code", flag.code}, {"message", flag.message}};
}

Json counts_json(const Totals& totals) {
  return {{"pass", totals.pass}, {"fail", totals.fail}, {"undetermined", totals.undetermined}};
}

Json totals_json(const Totals& totals) {
  auto json = counts_json(totals);
  json["points"] = to_number(totals.points);
  json["max_points"] = to_number(totals.max_points);
  return json;
}

Json candidate_json(const CandidateResult& candidate) {
  return {{"id", candidate.id},
          {"name", candidate.name},
          {"seat", candidate.seat},
          {"flags", list_json(candidate.flags, flag_json)},
          {"skills", list_json(candidate.skills, skill_json)},
          {"codes", list_json(candidate.codes, code_json)},
          {"totals", totals_json(candidate.totals)}};
}

Json scenario_json(const ScenarioInfo& scenario) {
  return {{"id", scenario.id},         {"title", text_json(scenario.title)},
          {"level", scenario.level},   {"standard", scenario.standard},
          {"digest", scenario.digest}, {"qualification", scenario.qualification}};
}

Json continuation_json(const Continuation& continuation) {
  return {{"kind", continuation.kind == Continuation::Kind::retry ? "retry" : "resume"},
          {"by", continuation.by},
          {"reason", continuation.reason},
          {"at", to_iso(continuation.at)}};
}

Json rejudging_json(const Rejudging& rejudging) {
  return {{"by", rejudging.by},
          {"reason", rejudging.reason},
          {"at", rejudging.at == Time{} ? Json(nullptr) : Json(to_iso(rejudging.at))},
          {"scenarios", list_json(rejudging.scenarios, [](const std::string& id) { return Json(id); })}};
}

Json part_json(const MergedPart& part) {
  return {{"run", part.run},
          {"shard", part.shard},
          {"started", to_iso(part.started)},
          {"ended", part.ended == Time{} ? Json(nullptr) : Json(to_iso(part.ended))},
          {"interrupted", part.interrupted},
          {"candidates", part.candidates},
          {"records", part.records},
          {"fingerprint", part.fingerprint},
          {"signer", part.signer}};
}

Json run_json(const RunInfo& run) {
  Json json{{"id", run.id},
            {"started", to_iso(run.started)},
            {"ended", run.ended == Time{} ? Json(nullptr) : Json(to_iso(run.ended))},
            {"interrupted", run.interrupted}};
  if (run.at) {
    json["at"] = to_iso(*run.at);
  }
  if (run.deadline) {
    json["deadline"] = to_iso(*run.deadline);
  }
  if (!run.shard.empty()) {
    json["shard"] = run.shard;
  }
  if (!run.parts.empty()) {
    json["parts"] = list_json(run.parts, part_json);
  }
  if (!run.continuations.empty()) {
    json["continuations"] = list_json(run.continuations, continuation_json);
  }
  if (!run.rejudgings.empty()) {
    json["rejudging"] = run.rejudging;
    json["rejudgings"] = list_json(run.rejudgings, rejudging_json);
  }
  if (run.withheld > 0) {
    json["withheld"] = run.withheld;
  }
  return json;
}

}  // namespace

std::string with_escapes(std::string_view json, bool yaml) {
  std::string escaped;
  escaped.reserve(json.size());
  while (!json.empty()) {
    const auto point = take(json);
    const auto number = static_cast<std::uint32_t>(point.value);
    if (number < 0x7F || !is_deceptive(point.value)) {
      escaped += point.bytes;
    } else if (number < 0x10000) {
      escaped += fmt::format("\\u{:04x}", number);
    } else if (yaml) {
      escaped += fmt::format("\\U{:08x}", number);
    } else {
      escaped +=
          fmt::format("\\u{:04x}\\u{:04x}", 0xD800 + ((number - 0x10000) >> 10), 0xDC00 + ((number - 0x10000) & 0x3FF));
    }
  }
  return escaped;
}

std::string render_json(const RunResult& result, const Options& /*options*/) {
  const Json json{{"schema", "labcheck.result/1"},
                  {"tool", {{"name", "labcheck"}, {"version", result.run.version}}},
                  {"run", run_json(result.run)},
                  {"scenarios", list_json(result.scenarios, scenario_json)},
                  {"candidates", list_json(result.candidates, candidate_json)},
                  {"summary", counts_json(result.summary)}};
  return with_escapes(json.dump(2, ' ', false, Json::error_handler_t::replace), false) + "\n";
}

}  // namespace labcheck::report
