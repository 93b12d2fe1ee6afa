#pragma once

#include <string>

#include <labcheck/result.hpp>
#include <labcheck/scenario.hpp>

namespace labcheck::plan {

/// A parameter's value out of the text of a roster or a default, by its declared type. Errors say what was found and
/// what was expected, without the parameter's name.
Result<Value> read_parameter(const Parameter& parameter, const std::string& text);

}  // namespace labcheck::plan
