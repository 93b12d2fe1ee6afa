#pragma once

#include <string>

#include <labcheck/result.hpp>

namespace labcheck::load {

/// Puts a prompt on the controlling terminal and reads a line without showing it. The terminal is put right again
/// whatever happens, a signal included, which then takes its course.
Result<std::string> ask_on_terminal(const std::string& prompt);

}  // namespace labcheck::load
