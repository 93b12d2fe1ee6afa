#include "plan/print.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <labcheck/reading.hpp>

#include "plan/plan.hpp"
#include "plan/prepare.hpp"
#include "plan/worst_case.hpp"

namespace labcheck::plan {
namespace {

/// A plan is read to find out what will be sent: nothing in it may move the cursor or hide text.
std::string visible(std::string_view text) {
  std::string shown;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const bool c1 = byte == 0xC2 && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xA0;
    if (c1) {
      shown += fmt::format("\\u00{:02x}", static_cast<unsigned char>(text[++at]));
    } else if ((byte < 0x20 && byte != '\t') || byte == 0x7F) {
      shown += fmt::format("\\u00{:02x}", byte);
    } else {
      shown += text[at];
    }
  }
  return shown;
}

std::string quoted(const std::string& text) {
  return visible(dump(Value(text)));
}

/// `40s`, `21m 55s`, `1h 2m`: for the clock on the wall, rounded up.
std::string on_the_clock(Duration duration) {
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(duration).count();
  std::string text;
  for (const auto& [size, unit] : {std::pair{3600, 'h'}, std::pair{60, 'm'}, std::pair{1, 's'}}) {
    const auto count = unit == 'h' ? seconds / size : seconds / size % 60;
    if (count > 0) {
      text += fmt::format("{}{}{}", text.empty() ? "" : " ", count, unit);
    }
  }
  return text.empty() ? "0s" : text;
}

std::string print_arguments(const Script& script, const std::string& margin) {
  std::string text;
  for (std::size_t at = 0; at < script.arguments.size(); ++at) {
    text += fmt::format("{}${} = {}\n", margin, at + 1, quoted(script.arguments[at]));
  }
  return text;
}

std::string print_lines(std::string_view script, const std::string& margin) {
  std::string text;
  while (!script.empty()) {
    const auto end = script.find('\n');
    text += fmt::format("{}| {}\n", margin, visible(script.substr(0, end)));
    script = end == std::string_view::npos ? std::string_view{} : script.substr(end + 1);
  }
  return text;
}

std::string print_exchange(const Exchange& exchange, const std::string& margin) {
  const Value shown{
      {"protocol", exchange.protocol}, {"host", exchange.host}, {"port", exchange.port}, {"details", exchange.details}};
  return margin + visible(dump(shown)) + "\n";
}

/// What the steps of a check will have saved and bound, as far as a plan can say.
Saved placeholders(const PlannedCheck& check, const CandidatePlan& plan) {
  Saved saved;
  for (const auto& steps : check.check->alternatives) {
    for (const auto& step : steps) {
      for (const auto& [name, fact] : step.save) {
        saved.facts[name] = "‹saved." + name + "›";
      }
      const auto first = std::find_if(plan.hosts.begin(), plan.hosts.end(),
                                      [&](const BoundHost& host) { return host.role == step.on.role; });
      if (!step.on.bind_as.empty() && first != plan.hosts.end()) {
        saved.hosts[step.on.bind_as] = first->name;
      }
    }
  }
  return saved;
}

/// Where a placeholder can't stand because a number is wanted, 1 stands for it.
Result<Prepared> prepare_shown(const CandidatePlan& plan, const PlannedStep& step, std::string_view host,
                               const Saved& saved, bool& as_number) {
  auto prepared = prepare(plan, step, host, saved);
  if (prepared || saved.facts.empty()) {
    return prepared;
  }
  auto numbers = saved;
  for (auto& [name, value] : numbers.facts) {
    value = 1;
  }
  auto second = prepare(plan, step, host, numbers);
  as_number = second.has_value();
  return second ? second : prepared;
}

/// What stands in place of a script's text that the step's host before got too.
struct LastScript {
  std::string text{};
  std::string host{};
};

std::string print_script(const Script& script, const std::string& host, LastScript& last) {
  const std::string margin = "        ";
  auto text = print_arguments(script, margin);
  if (script.text == last.text) {
    return text + fmt::format("{}(the same script as for {})\n", margin, last.host);
  }
  last = {.text = script.text, .host = host};
  return text + print_lines(script.text, margin);
}

std::string remarks(const PlannedStep& step, bool as_number) {
  const auto& on = step.step->on;
  return (step.late ? fmt::format(" (an example: '{}' is known only then)", on.name.empty() ? on.except : on.name)
                    : "") +
         (as_number ? " (1 stands for saved values)" : "");
}

std::string print_request(const CandidatePlan& plan, const PlannedStep& step, const std::string& host,
                          const Saved& saved, LastScript& last) {
  bool as_number = false;
  const auto prepared = prepare_shown(plan, step, host, saved, as_number);
  if (!prepared) {
    return fmt::format("      {}: can't be made: {}\n", host, visible(prepared.error().message));
  }
  const auto* script = std::get_if<Script>(&prepared->request);
  return fmt::format("      {}: {}, seen from {}{}\n", host, script != nullptr ? "script" : "exchange",
                     to_string(vantage_of(plan, host, prepared->request)), remarks(step, as_number)) +
         (script != nullptr ? print_script(*script, host, last)
                            : print_exchange(std::get<Exchange>(prepared->request), "        "));
}

std::string times_of(const PlannedStep& step) {
  std::string text = "timeout " + to_string(step.timeout);
  if (step.within > Duration{0} || step.hold > Duration{0}) {
    text += fmt::format(", every {}", to_string(step.every));
  }
  if (step.within > Duration{0}) {
    text += fmt::format(" within {}", to_string(step.within));
  }
  if (step.hold > Duration{0}) {
    text += fmt::format(", must hold {}", to_string(step.hold));
  }
  return text;
}

std::string print_step(const CandidatePlan& plan, const PlannedStep& step, const Saved& saved) {
  const auto& on = step.step->on;
  auto text =
      fmt::format("    {} {}: {} on {}{}, {}\n", to_string(step.key.part), step.key.step + 1, step.step->type->name,
                  on.text.empty() ? fmt::format("{}", fmt::join(step.hosts, ", ")) : on.text,
                  step.changes ? " [changes the lab]" : "", times_of(step));
  const auto hosts = hosts_of(plan, step, saved);
  if (!hosts) {
    return text + fmt::format("      can't be made: {}\n", hosts.error().message);
  }
  LastScript last;
  for (const auto& host : *hosts) {
    text += print_request(plan, step, host, saved, last);
  }
  return text;
}

std::string print_check(const CandidatePlan& plan, const PlannedCheck& planned, Language language) {
  const auto& check = *planned.check;
  const auto saved = placeholders(planned, plan);
  const auto& title = check.title.in(language);
  auto text = fmt::format("\n  check {} of skill {}{}, phase {}, at most {}\n", check.id, planned.skill->code,
                          title.empty() ? "" : ": " + visible(title), to_string(check.phase),
                          on_the_clock(worst_case(planned)));
  if (!check.needs.empty()) {
    text += fmt::format("    needs {}\n", fmt::join(check.needs, ", "));
  }
  if (check.manual) {
    text += fmt::format("    asks a person: {}\n", visible(check.manual->question.in(language)));
  }
  for (std::size_t at = 0; at < planned.alternatives.size(); ++at) {
    if (check.any_of) {
      text += fmt::format("    alternative {} of {}\n", at + 1, planned.alternatives.size());
    }
    for (const auto& step : planned.alternatives[at]) {
      text += print_step(plan, step, saved);
    }
  }
  for (const auto* steps : {&planned.cleanup, &planned.restored}) {
    for (const auto& step : *steps) {
      text += print_step(plan, step, saved);
    }
  }
  return text;
}

std::string print_candidate(const CandidatePlan& plan, Language language) {
  const auto& candidate = *plan.candidate;
  auto text = fmt::format(
      "candidate {}{}{}, scenario {}\n", candidate.id, candidate.name.empty() ? "" : " " + visible(candidate.name),
      candidate.seat.empty() ? "" : fmt::format(" (seat {})", visible(candidate.seat)), plan.scenario->id);
  for (const auto& host : plan.hosts) {
    text += fmt::format("  host {} {}{}\n", host.name, host.address, host.proctor ? " (the proctor's)" : "");
  }
  for (const auto& [name, value] : plan.parameters) {
    text += fmt::format("  parameter {} = {}\n", name, visible(dump(value)));
  }
  for (const auto& check : plan.checks) {
    text += print_check(plan, check, language);
  }
  return text + fmt::format("\n  at most {} for {} check{}\n", on_the_clock(worst_case(plan)), plan.checks.size(),
                            plan.checks.size() == 1 ? "" : "s");
}

}  // namespace

std::string print_plan(const Plan& plan, Language language) {
  const auto masked = without_secrets(plan);
  std::string text;
  std::map<std::string, Duration> totals;
  Duration longest{0};
  for (const auto& candidate : masked.candidates) {
    text += print_candidate(candidate, language) + "\n";
    auto& total = totals[candidate.candidate->id];
    total += worst_case(candidate);
    longest = std::max(longest, total);
  }
  return text + fmt::format(
                    "{} candidate{}, each asked for at most {} beside connecting; [changes the lab] marks what "
                    "does more than look\n",
                    totals.size(), totals.size() == 1 ? "" : "s", on_the_clock(longest));
}

}  // namespace labcheck::plan
