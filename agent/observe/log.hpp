#pragma once

#include "observe/masking.hpp"
#include "text/printable.hpp"

namespace labcheck::observe {

/// Sends spdlog's default logger to standard error, every message masked and its control characters made visible.
/// `verbosity` counts the -v: warnings, then info, debug, trace. The masker must outlive all logging.
void start_log(const Masker& masker, int verbosity);

using text::printable;

}  // namespace labcheck::observe
