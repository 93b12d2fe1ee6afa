#pragma once

#include <string>

#include <labcheck/check_type.hpp>

namespace labcheck::checks {

/// The asking half of `swift`: what its parameters change, what is wrong with them, and the exchange they make.
Phase swift_phase(const Value& parameters);
std::string swift_complaint(const Value& parameters);
Result<Request> swift_request(const Value& parameters);

}  // namespace labcheck::checks
