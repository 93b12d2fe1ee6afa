#pragma once

#include <string>

#include <labcheck/check_type.hpp>

namespace labcheck::checks {

/// The asking half of `ftp`: what its parameters change, what is wrong with them, and the exchange they make.
Phase ftp_phase(const Value& parameters);
std::string ftp_complaint(const Value& parameters);
Result<Request> ftp_request(const Value& parameters);

}  // namespace labcheck::checks
