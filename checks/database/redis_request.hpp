#pragma once

#include <string>
#include <vector>

#include <labcheck/check_type.hpp>

namespace labcheck::checks {

/// The asking half of `redis`: what its parameters change, what is wrong with them, and the exchange they make.
Phase redis_phase(const Value& parameters);
std::string redis_complaint(const Value& parameters);
Result<Request> redis_request(const Value& parameters);

/// The commands that a step puts, each with its words.
std::vector<std::vector<std::string>> redis_commands(const Value& parameters);

}  // namespace labcheck::checks
