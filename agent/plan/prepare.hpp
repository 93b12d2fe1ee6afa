#pragma once

#include <string>
#include <string_view>

#include <labcheck/plan.hpp>
#include <labcheck/result.hpp>
#include <labcheck/verdict.hpp>

namespace labcheck::plan {

/// Fills `${…}` into a step for one host ("agent" for the agent) and makes its request. Pure: the same inputs always
/// give the same. Errors name the parameter and the place.
Result<Prepared> prepare(const CandidatePlan& plan, const PlannedStep& step, std::string_view host, const Saved& saved);

/// Whom a step asks: its planned hosts, or those that a bound name stands for.
Result<std::vector<std::string>> hosts_of(const CandidatePlan& plan, const PlannedStep& step, const Saved& saved);

/// Where a request to `host` sees its facts from (design §2).
Vantage vantage_of(const CandidatePlan& plan, std::string_view host, const Request& request);

}  // namespace labcheck::plan
