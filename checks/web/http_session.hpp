#pragma once

#include <string>
#include <vector>

#include <labcheck/check_type.hpp>

namespace labcheck::checks {

/// The parameters of `http` that make a form, and requests before it in one session.
std::vector<ParameterSpec> session_parameters();
std::string session_complaint(const Value& parameters);
/// Whether a request of the session sends something.
bool session_posts(const Value& parameters);
/// Adds `form`, `files`, `page_fields` and `before` to the exchange's details.
void add_session(const Value& parameters, Value& details);

}  // namespace labcheck::checks
