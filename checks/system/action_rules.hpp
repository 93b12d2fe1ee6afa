#pragma once

#include <string>

#include <labcheck/value.hpp>

namespace labcheck::checks {

/// What kind of thing the parameters of `action` name: service, container, interface, process or pid_file.
std::string action_kind(const Value& parameters);
/// What is wrong with them together, or an empty text.
std::string action_complaint(const Value& parameters);

}  // namespace labcheck::checks
