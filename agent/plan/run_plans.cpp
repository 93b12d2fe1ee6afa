#include "plan/run_plans.hpp"

#include <utility>

namespace labcheck::plan {
namespace {

/// Only these change from one draw to the next: tokens stand in printed handouts.
Parameters nonces_in(const Scenario& scenario, const Parameters& values) {
  Parameters nonces;
  for (const auto& parameter : scenario.parameters) {
    const auto found = values.find(parameter.name);
    if (parameter.type == ParameterType::nonce && found != values.end()) {
      nonces.insert(*found);
    }
  }
  return nonces;
}

void put(Parameters nonces, Parameters& values) {
  for (auto& [name, value] : nonces) {
    values[name] = std::move(value);
  }
}

}  // namespace

RunPlans::RunPlans(const CandidatePlan& plan, const std::vector<Draw>& draws) : plan_{plan} {
  for (const auto& draw : draws) {
    if (draw.candidate == plan.candidate->id && draw.scenario == plan.scenario->id) {
      nonces_.push_back(nonces_in(*plan.scenario, draw.parameters));
    }
  }
}

const CandidatePlan& RunPlans::of(int run) {
  if (run < 1 || nonces_.size() < 2 || static_cast<std::size_t>(run) > nonces_.size()) {
    return plan_;
  }
  const auto [found, is_new] = made_.try_emplace(run, plan_);
  if (is_new) {
    put(nonces_[static_cast<std::size_t>(run) - 1], found->second.parameters);
  }
  return found->second;
}

Result<void> draw_nonces_anew(Plan& plan, const RandomText& random) {
  for (auto& candidate : plan.candidates) {
    LABCHECK_TRY_ASSIGN(const auto drawn, draw_parameters(*candidate.scenario, *candidate.candidate, random));
    put(nonces_in(*candidate.scenario, drawn), candidate.parameters);
  }
  return {};
}

std::vector<Draw> draws_of(const Plan& plan) {
  std::vector<Draw> draws;
  for (const auto& candidate : plan.candidates) {
    draws.push_back(
        {.candidate = candidate.candidate->id, .scenario = candidate.scenario->id, .parameters = candidate.parameters});
  }
  return draws;
}

}  // namespace labcheck::plan
