#pragma once

#include <memory>
#include <optional>
#include <string>

#include <labcheck/ledger.hpp>
#include <labcheck/plan.hpp>
#include <labcheck/roster.hpp>
#include <labcheck/verdict.hpp>

namespace labcheck::cli {

/// What `labcheck try` is to try: a step or a list of them, as text or in a file, with roles, parameters and
/// connections of a scenario, or the hosts' roles alone where `scenario` is empty.
struct Trial {
  std::string step{};
  std::string scenario{};
};

/// A scenario of one check made around it, or nullopt once its errors are printed.
std::optional<std::shared_ptr<const Scenario>> load_trial(const Trial& trial, const Candidate& candidate);

/// What came of it, for one candidate: the facts of each step by host (or why there are none), with the outcome where
/// something is expected. `requests`: with what was sent.
Value trial_report(const CandidatePlan& judged, const Record& record, const CheckResult& result, bool requests);

/// A value as YAML.
std::string yaml(const Value& value);

}  // namespace labcheck::cli
