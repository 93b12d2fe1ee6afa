#pragma once

#include <string>
#include <string_view>

#include <labcheck/check_type.hpp>

namespace labcheck::checks {

/// What is asked: command, insert, find, delete, replica_set, or nothing of these.
std::string_view mongodb_question(const Value& parameters);

/// The asking half of `mongodb`: what its parameters change, what is wrong with them, and the exchange they make.
Phase mongodb_phase(const Value& parameters);
std::string mongodb_complaint(const Value& parameters);
Result<Request> mongodb_request(const Value& parameters);

}  // namespace labcheck::checks
