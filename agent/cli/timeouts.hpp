#pragma once

#include <CLI/CLI.hpp>

#include <labcheck/request.hpp>

namespace labcheck::cli {

/// How long the agent waits for a host that does not answer.
struct TimeoutOptions {
  Duration connect{15'000};
  Duration login{30'000};
};

/// Adds --connect-timeout and --login-timeout.
void add_timeouts(CLI::App& command, TimeoutOptions& options);

}  // namespace labcheck::cli
