#pragma once

#include <functional>
#include <string_view>

#include "observe/masking.hpp"
#include "text/printable.hpp"

namespace labcheck::observe {

/// Sends spdlog's default logger to `write`, a line a message, masked and with its control characters made visible; on
/// any thread, one at a time. `verbosity` counts the -v: warnings, then info, debug, trace. The masker must outlive all
/// logging.
void start_log(const Masker& masker, int verbosity, std::function<void(std::string_view)> write);

using text::printable;

}  // namespace labcheck::observe
