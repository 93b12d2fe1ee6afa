#include "judge/step.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "judge/fold.hpp"
#include "judge/host.hpp"
#include "judge/saving.hpp"
#include "plan/expand.hpp"
#include "plan/prepare.hpp"

namespace labcheck::judge {

namespace {

constexpr std::size_t most_hosts_named = 3;

AttemptJudgement troubled(Outcome outcome, std::string why, const Saved& so_far) {
  AttemptJudgement judgement;
  judgement.outcome = outcome;
  judgement.why = std::move(why);
  judgement.saved = so_far;
  return judgement;
}

const Observation* answer_of(const std::vector<const Observation*>& answers, const std::string& host) {
  const auto found = std::find_if(answers.begin(), answers.end(), [&](const auto* it) { return it->host == host; });
  return found == answers.end() ? nullptr : *found;
}

const HostJudgement* first_with(const std::vector<HostJudgement>& hosts, Outcome outcome) {
  const auto found = std::find_if(hosts.begin(), hosts.end(), [&](const auto& it) { return it.outcome == outcome; });
  return found == hosts.end() ? nullptr : &*found;
}

std::string words_of_all(const std::vector<HostJudgement>& hosts, Outcome outcome) {
  std::string words;
  std::size_t named = 0;
  std::size_t left = 0;
  for (const auto& host : hosts) {
    if (host.outcome != outcome) {
      continue;
    }
    if (named == most_hosts_named) {
      ++left;
      continue;
    }
    words += (named++ == 0 ? "" : "; ") + host.why;
  }
  return left == 0 ? words : fmt::format("{}; and {} more", words, left);
}

std::string quantity_words(const Selector& on) {
  switch (on.quantity) {
    case Selector::Quantity::any:
      return "any";
    case Selector::Quantity::at_least:
      return fmt::format("at least {}", on.number);
    case Selector::Quantity::exactly:
      return fmt::format("exactly {}", on.number);
    case Selector::Quantity::each:
      break;
  }
  return "each";
}

// Exactly N fails for too many, then the hosts that hold are what speaks against it.
Outcome speaking(const std::vector<HostJudgement>& hosts, Outcome outcome) {
  return first_with(hosts, outcome) != nullptr ? outcome : hosts.front().outcome;
}

std::string words_of(const Selector& on, const std::vector<HostJudgement>& hosts, Outcome outcome) {
  const auto passed =
      std::count_if(hosts.begin(), hosts.end(), [](const auto& it) { return it.outcome == Outcome::pass; });
  const bool too_many = on.quantity == Selector::Quantity::exactly && outcome == Outcome::fail && passed > on.number;
  const auto words = words_of_all(hosts, too_many ? Outcome::pass : speaking(hosts, outcome));
  if (on.quantity == Selector::Quantity::each || outcome == Outcome::pass) {
    return words;
  }
  return fmt::format("holds on {} of {} host{}, wanted on {}: {}", passed, hosts.size(), hosts.size() == 1 ? "" : "s",
                     quantity_words(on), words);
}

// A wait is hopeless when too few hosts are left that could still come to hold.
bool hopeless(const Selector& on, const std::vector<HostJudgement>& hosts) {
  const auto given_up = std::count_if(hosts.begin(), hosts.end(), [](const auto& it) { return it.gave_up; });
  const auto left = static_cast<std::ptrdiff_t>(hosts.size()) - given_up;
  switch (on.quantity) {
    case Selector::Quantity::each:
      return given_up > 0;
    case Selector::Quantity::any:
      return left < 1;
    case Selector::Quantity::at_least:
    case Selector::Quantity::exactly:
      break;
  }
  return left < on.number;
}

// Saves and binds from the first host that holds.
void keep(const CandidatePlan& plan, const Step& step, const HostJudgement& host, AttemptJudgement& judgement) {
  if (!step.on.bind_as.empty()) {
    judgement.saved.hosts[step.on.bind_as] = host.host;
  }
  for (const auto& [name, fact] : step.save) {
    const plan::Scope scope{.plan = plan, .host = host.host, .saved = judgement.saved};
    const auto path = plan::expand_text(fact, scope, plan::Spelling::json_path);
    auto value = path.and_then([&](const std::string& at) { return fact_to_save(host.facts, at); });
    if (!value || !*value) {
      judgement.outcome = value ? Outcome::fail : Outcome::error;
      judgement.why = value ? fmt::format("{}: expected '{}' to save as '{}', found nothing", host.host, fact, name)
                            : fmt::format("{}: '{}' can't be saved: {}", host.host, fact, value.error().message);
      judgement.expected = fmt::format("{} to save", fact);
      judgement.actual = value ? "nothing" : value.error().message;
      return;
    }
    judgement.saved.facts[name] = std::move(**value);
  }
}

}  // namespace

AttemptJudgement judge_attempt(const CandidatePlan& plan, const PlannedStep& step,
                               const std::vector<const Observation*>& answers, const Saved& so_far) {
  const auto names = plan::hosts_of(plan, step, so_far);
  if (!names) {
    return troubled(Outcome::error, names.error().message, so_far);
  }
  const auto& on = step.step->on;
  if (names->empty()) {
    auto judgement = troubled(Outcome::fail, fmt::format("there is no host for '{}'", on.text), so_far);
    judgement.give_up = true;
    return judgement;
  }
  std::vector<HostJudgement> hosts;
  std::vector<Outcome> outcomes;
  for (const auto& name : *names) {
    hosts.push_back(judge_host(plan, step, name, answer_of(answers, name), so_far));
    outcomes.push_back(hosts.back().outcome);
  }
  AttemptJudgement judgement;
  judgement.outcome = fold_hosts(on, outcomes);
  judgement.why = words_of(on, hosts, judgement.outcome);
  judgement.give_up = judgement.outcome == Outcome::fail && hopeless(on, hosts);
  judgement.saved = so_far;
  const auto* speaker = first_with(hosts, judgement.outcome);
  if (speaker != nullptr) {
    judgement.expected = speaker->expected;
    judgement.actual = speaker->actual;
  }
  if (judgement.outcome == Outcome::pass && speaker != nullptr) {
    keep(plan, *step.step, *speaker, judgement);
    if (judgement.outcome != Outcome::pass) {
      judgement.saved = so_far;
    }
  }
  return judgement;
}

}  // namespace labcheck::judge
