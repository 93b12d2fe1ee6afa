#pragma once

#include <string>
#include <string_view>

#include <labcheck/check_type.hpp>

namespace labcheck::checks {

/// What a step asks: get, set, delete, stats, or nothing (the version).
std::string_view memcached_question(const Value& parameters);

/// The asking half of `memcached`: what its parameters change, what is wrong with them, and the exchange they make.
Phase memcached_phase(const Value& parameters);
std::string memcached_complaint(const Value& parameters);
Result<Request> memcached_request(const Value& parameters);

}  // namespace labcheck::checks
