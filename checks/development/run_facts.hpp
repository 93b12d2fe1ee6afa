#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <labcheck/check_type.hpp>

#include "checks/reading.hpp"

namespace labcheck::checks {

/// Parameters that every type that runs something has, and what is wrong with them.
std::vector<ParameterSpec> run_parameters(std::string_view seconds);
std::string run_complaint(const Value& parameters);
/// The environment as NAME=value texts.
std::vector<std::string> variables_of(const Value& parameters);

/// Of the run that the script calls NAME: status, timed_out, elapsed_ms, left_running, out and err. Output of more than
/// 64 KiB is left out and `too_long` is true.
Result<Value> read_run(const Fields& fields, std::string_view name);

}  // namespace labcheck::checks
