#pragma once

#include <string>
#include <vector>

#include "load/scenario/context.hpp"

namespace labcheck::load {

/// Reads `roles:` and `parameters:` of a scenario.
void read_roles(const Entry* roles, Context& context);
void read_parameters(const Entry* parameters, Context& context);

/// The types of parameters as scenarios spell them, in the order of ParameterType.
extern const std::vector<std::string> parameter_type_words;

/// What is wrong with a value of a library parameter of this type, or an empty text.
std::string library_value_complaint(const Node& value, const std::string& type);

}  // namespace labcheck::load
