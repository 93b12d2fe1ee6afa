#pragma once

#include <functional>
#include <string>

#include <labcheck/ledger.hpp>
#include <labcheck/plan.hpp>

namespace labcheck::plan {

/// `size` characters out of [a-z0-9]; random in a run, fixed in tests.
using RandomText = std::function<std::string(int size)>;

/// Cryptographically random text.
RandomText random_text();

/// Values for all parameters of a scenario for one candidate: the roster's, else the default, else drawn (token 12,
/// nonce 24 characters). An error names the parameter that has no value or a wrong one.
Result<Parameters> draw_parameters(const Scenario& scenario, const Candidate& candidate, const RandomText& random);

}  // namespace labcheck::plan
