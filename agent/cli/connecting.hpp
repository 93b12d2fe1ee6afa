#pragma once

#include <string>

#include <labcheck/plan.hpp>

#include "cli/options.hpp"
#include "cli/timeouts.hpp"
#include "observe/engine.hpp"

namespace labcheck::cli {

/// How hosts are reached and known.
struct ConnectingOptions {
  std::string host_keys{"first-use"};
  std::string known_hosts{};
  std::string learnt_hosts{};
  TimeoutOptions timeouts{};
  int jobs{0};
};

/// Adds --jobs, --host-keys, --known-hosts, --learnt-hosts and the time-outs.
void add_connecting(CLI::App& command, ConnectingOptions& options);

/// What the engine is to know of the options and of the plan.
observe::EngineOptions engine_options(const ConnectingOptions& options, const Plan& plan);

/// Everything that must reach no log, ledger or report. False once a secret too short to mask is complained of.
bool collect_secrets(const Plan& plan, observe::Masker& masker);

}  // namespace labcheck::cli
