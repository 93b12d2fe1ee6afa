#pragma once

#include <string>

#include <labcheck/check_type.hpp>

namespace labcheck::checks {

/// The asking half of `http`: what its parameters change, what is wrong with them, and the exchange they make.
Phase http_phase(const Value& parameters);
/// Load that only asks leaves nothing behind, nor does the way in of a session.
bool http_undoes(const Value& parameters);
std::string http_complaint(const Value& parameters);
Result<Request> http_request(const Value& parameters);

}  // namespace labcheck::checks
