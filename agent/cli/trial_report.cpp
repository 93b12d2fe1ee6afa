#include <algorithm>

#include <fmt/format.h>

#include "cli/trial.hpp"
#include "judge/replay.hpp"
#include "plan/prepare.hpp"
#include "report/report.hpp"

namespace labcheck::cli {
namespace {

Value request_value(const Request& request) {
  if (const auto* script = std::get_if<Script>(&request)) {
    return {{"arguments", script->arguments}, {"script", script->text}};
  }
  const auto& exchange = std::get<Exchange>(request);
  return {
      {"protocol", exchange.protocol}, {"host", exchange.host}, {"port", exchange.port}, {"details", exchange.details}};
}

Value observation_value(const CandidatePlan& judged, const PlannedStep& step, const Saved& saved,
                        const Observation& observation, bool requests) {
  Value told{{"type", step.step->type->name}, {"host", observation.host}};
  if (observation.attempt > 1) {
    told["attempts"] = observation.attempt;
  }
  if (requests) {
    told["request"] = request_value(observation.request);
  }
  const auto& answer = observation.answer;
  if (answer.ending != Ending::completed) {
    told["error"] = fmt::format("{}: {}", to_string(answer.ending), answer.message);
    return told;
  }
  const auto facts = plan::prepare(judged, step, observation.host, saved).and_then([&](const Prepared& prepared) {
    return step.step->type->read(prepared.parameters, answer);
  });
  if (facts) {
    told["facts"] = *facts;
  } else {
    told["error"] = facts.error().message;
  }
  return told;
}

bool expects(const PlannedCheck& check) {
  const auto& steps = check.alternatives.front();
  return std::any_of(steps.begin(), steps.end(), [](const PlannedStep& step) { return !step.step->expect.empty(); });
}

bool is_plain(const std::string& text) {
  const auto letter = [](char it) { return (it >= 'a' && it <= 'z') || (it >= 'A' && it <= 'Z'); };
  const auto inner = [&](char it) {
    return letter(it) || (it >= '0' && it <= '9') || it == '_' || it == '-' || it == '/';
  };
  constexpr std::string_view others[] = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"};
  auto lower = text;
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char it) { return std::tolower(it); });
  return !text.empty() && letter(text.front()) && std::all_of(text.begin(), text.end(), inner) &&
         std::find(std::begin(others), std::end(others), lower) == std::end(others);
}

/// Lines that stand for themselves, as a script's do.
bool is_block(const std::string& text) {
  if (text.size() < 2 || text.back() != '\n' || text[text.size() - 2] == '\n' || text.find_first_of(" \n\t") == 0) {
    return false;
  }
  auto flat = text;
  std::replace(flat.begin(), flat.end(), '\n', ' ');
  return report::printable(flat) == flat;
}

std::string lines(const Value& value, std::size_t depth);

/// What stands behind `key:` or `-`.
std::string behind(const Value& value, std::size_t depth) {
  if (value.is_structured() && !value.empty()) {
    return '\n' + lines(value, depth);
  }
  if (value.is_string() && is_plain(value.get_ref<const std::string&>())) {
    return ' ' + value.get<std::string>() + '\n';
  }
  const auto text = value.is_string() ? value.get<std::string>() : std::string{};
  if (!is_block(text)) {
    return ' ' + report::printable(dump(value)) + '\n';
  }
  std::string out = " |\n";
  for (std::size_t start = 0; start < text.size();) {
    const auto end = text.find('\n', start);
    const auto line = text.substr(start, end - start);
    out += line.empty() ? "\n" : std::string(depth, ' ') + line + '\n';
    start = end + 1;
  }
  return out;
}

std::string lines(const Value& value, std::size_t depth) {
  std::string out;
  const std::string margin(depth, ' ');
  if (value.is_object()) {
    for (const auto& [key, member] : value.items()) {
      out += margin + (is_plain(key) ? key : dump(Value(key))) + ':' + behind(member, depth + 2);
    }
    return out;
  }
  for (const auto& item : value) {
    auto text = item.is_object() && !item.empty() ? lines(item, depth + 2) : behind(item, depth + 2);
    // The first key of a map stands beside its dash.
    out += item.is_object() && !item.empty() ? margin + "- " + text.substr(depth + 2) : margin + '-' + text;
  }
  return out;
}

}  // namespace

Value trial_report(const CandidatePlan& judged, const Record& record, const CheckResult& result, bool requests) {
  const auto& check = judged.checks.front();
  judge::CheckRecord of_check;
  for (const auto& observation : record.observations) {
    if (observation.check.candidate == judged.candidate->id) {
      of_check.observations.push_back(&observation);
    }
  }
  const auto asked = judge::by_step(of_check);
  Value told{{"steps", Value::array()}};
  Saved saved;
  for (const auto& step : check.alternatives.front()) {
    const auto attempts = asked.find(step.key);
    if (attempts == asked.end() || attempts->second.empty()) {
      break;
    }
    for (const auto* observation : attempts->second.rbegin()->second) {
      told["steps"].push_back(observation_value(judged, step, saved, *observation, requests));
    }
    saved = judge::replay_step(judged, step, asked, saved).judgement.saved;
  }
  if (expects(check) || result.outcome != Outcome::pass) {
    told["outcome"] = std::string{to_string(result.outcome)};
    told["why"] = result.why;
  }
  return told;
}

std::string yaml(const Value& value) {
  return value.is_structured() && !value.empty() ? lines(value, 0) : behind(value, 0).substr(1);
}

}  // namespace labcheck::cli
