#pragma once

#include <string>

#include <labcheck/check_type.hpp>

namespace labcheck::checks {

/// The asking half of `tls`: what is wrong with its parameters, and the exchange they make.
std::string tls_complaint(const Value& parameters);
Result<Request> tls_request(const Value& parameters);

}  // namespace labcheck::checks
