#include <algorithm>

#include <labcheck/secret.hpp>

#include "plan/plan.hpp"

namespace labcheck::plan {
namespace {

/// Shorter texts can't be taken out of a file without harm; a run refuses them as secrets.
constexpr std::size_t shortest_secret = 4;

void forget(Login& login) {
  login.password.reset();
  login.passphrase.reset();
  login.sudo_password.reset();
}

void replace_all(std::string& text, const std::string& secret) {
  if (secret.size() < shortest_secret || secret == secret_mask) {
    return;
  }
  for (auto at = text.find(secret); at != std::string::npos; at = text.find(secret, at + secret_mask.size())) {
    text.replace(at, secret.size(), secret_mask);
  }
}

/// Masks a candidate's parameter if it has one of that name, in the roster's own text too, where it may stand.
void mask_parameter(Candidate& candidate, const std::string& name, std::vector<SourceText>& sources) {
  const auto given = candidate.parameters.find(name);
  if (given != candidate.parameters.end()) {
    for (auto& source : sources) {
      replace_all(source.text, given->second);
    }
    given->second = secret_mask;
  }
}

/// Masks what a scenario declares as secret.
void mask_parameters(Candidate& candidate, const Scenario& scenario, std::vector<SourceText>& sources) {
  for (const auto& parameter : scenario.parameters) {
    if (parameter.type == ParameterType::secret) {
      mask_parameter(candidate, parameter.name, sources);
    }
  }
}

/// The same roster without logins' secrets and secret parameters; `masked` is moved over to it.
void mask_roster(Plan& masked) {
  auto roster = std::make_shared<Roster>(*masked.roster);
  for (auto& candidate : roster->candidates) {
    for (const auto& name : candidate.secret_parameters) {
      mask_parameter(candidate, name, roster->sources);
    }
    for (const auto& planned : masked.candidates) {
      mask_parameters(candidate, *planned.scenario, roster->sources);
    }
    for (auto& host : candidate.hosts) {
      forget(host.login);
    }
  }
  for (auto& jump : roster->jumps) {
    forget(jump.login);
  }
  for (auto& planned : masked.candidates) {
    const auto found = std::find_if(roster->candidates.begin(), roster->candidates.end(),
                                    [&](const Candidate& each) { return each.id == planned.candidate->id; });
    planned.candidate = &*found;
  }
  masked.roster = std::move(roster);
}

}  // namespace

Plan without_secrets(const Plan& plan) {
  Plan masked = plan;
  for (auto& candidate : masked.candidates) {
    for (const auto& parameter : candidate.scenario->parameters) {
      if (parameter.type == ParameterType::secret) {
        candidate.parameters[parameter.name] = std::string{secret_mask};
      }
    }
  }
  if (masked.roster) {
    mask_roster(masked);
  }
  return masked;
}

}  // namespace labcheck::plan
