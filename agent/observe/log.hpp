#pragma once

#include "observe/masking.hpp"

namespace labcheck::observe {

/// Sends spdlog's default logger to standard error, every message masked and its control characters made visible.
/// `verbosity` counts the -v: warnings, then info, debug, trace. The masker must outlive all logging.
void start_log(const Masker& masker, int verbosity);

/// Control characters as \xNN, so that no text from a host can drive a terminal.
std::string printable(std::string_view text);

}  // namespace labcheck::observe
