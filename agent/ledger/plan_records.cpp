#include "ledger/plan_records.hpp"

#include <fmt/format.h>

#include "ledger/records.hpp"
#include "ledger/roster_records.hpp"

namespace labcheck::ledger {

namespace {

bool is_secret(const Scenario& scenario, const std::string& name) {
  for (const auto& parameter : scenario.parameters) {
    if (parameter.name == name) {
      return parameter.type == ParameterType::secret;
    }
  }
  return false;
}

struct Secrets {
  std::set<std::string> parameters{};  ///< names that some scenario of the run declares as `secret`
  std::vector<std::string> values{};
};

Secrets secrets_of(const Plan& plan) {
  Secrets secrets;
  if (plan.roster) {
    secrets.values = login_secrets(*plan.roster);
  }
  for (const auto& candidate : plan.candidates) {
    for (const auto& parameter : candidate.scenario->parameters) {
      if (parameter.type != ParameterType::secret) {
        continue;
      }
      secrets.parameters.insert(parameter.name);
      const auto value = candidate.parameters.find(parameter.name);
      if (value != candidate.parameters.end() && value->second.is_string()) {
        secrets.values.push_back(value->second.get<std::string>());
      }
    }
  }
  // What a roster gives for such a name, even to candidates that this run leaves out.
  for (const auto& candidate : plan.roster ? plan.roster->candidates : std::vector<Candidate>{}) {
    for (const auto& [name, value] : candidate.parameters) {
      if (secrets.parameters.count(name) > 0) {
        secrets.values.push_back(value);
      }
    }
  }
  return secrets;
}

void add_once(std::vector<std::string>& texts, const std::string& text) {
  if (std::find(texts.begin(), texts.end(), text) == texts.end()) {
    texts.push_back(text);
  }
}

Draw draw_of(const CandidatePlan& plan) {
  Draw draw{.candidate = plan.candidate->id, .scenario = plan.scenario->id};
  for (const auto& [name, value] : plan.parameters) {
    draw.parameters[name] = is_secret(*plan.scenario, name) ? Value(std::string{secret_mask}) : value;
  }
  return draw;
}

Result<std::vector<SourceText>> sources_of(const Plan& plan) {
  std::vector<SourceText> sources;
  std::map<std::string, std::string> texts;
  for (const auto& candidate : plan.candidates) {
    for (const auto& source : candidate.scenario->sources) {
      const auto [known, is_new] = texts.emplace(source.name, source.text);
      if (is_new) {
        sources.push_back(source);
      } else if (known->second != source.text) {
        return failed(ErrorKind::resource,
                      fmt::format("'{}' changed while it was read: two different texts under one name", source.name));
      }
    }
  }
  return sources;
}

Entry selection_of(const Plan& plan) {
  std::vector<std::string> scenarios;
  std::vector<std::string> codes;
  for (const auto& candidate : plan.candidates) {
    if (!candidate.scenario->sources.empty()) {
      add_once(scenarios, candidate.scenario->sources.front().name);
    }
    for (const auto& code : candidate.selected_codes) {
      add_once(codes, code);
    }
  }
  return selection_entry(scenarios, codes);
}

}  // namespace

Result<std::vector<Entry>> plan_entries(const RunInfo& run, const Plan& plan) {
  LABCHECK_TRY_ASSIGN(const auto sources, sources_of(plan));
  const auto secrets = secrets_of(plan);
  std::vector<Entry> entries{run_entry(run)};
  for (const auto& source : sources) {
    entries.push_back(source_entry(source));
  }
  entries.push_back(selection_of(plan));
  if (plan.roster) {
    for (const auto& candidate : plan.roster->candidates) {
      entries.push_back(roster_entry(candidate, secrets.parameters));
    }
    for (const auto& jump : plan.roster->jumps) {
      entries.push_back(jump_entry(jump));
    }
    for (const auto& source : plan.roster->sources) {
      entries.push_back(roster_source_entry(source, secrets.values));
    }
  }
  for (const auto& candidate : plan.candidates) {
    entries.push_back(draw_entry(draw_of(candidate)));
  }
  return entries;
}

Result<std::vector<Entry>> continuation_entries(const RunInfo& run, const Plan& plan) {
  std::vector<Entry> entries;
  if (!run.continuations.empty()) {
    entries.push_back(continued_entry(run.continuations.back()));
  }
  for (const auto& candidate : plan.candidates) {
    entries.push_back(draw_entry(draw_of(candidate)));
  }
  return entries;
}

}  // namespace labcheck::ledger
