#pragma once

#include <optional>
#include <string>

#include <labcheck/value.hpp>

#include "cli/options.hpp"

namespace labcheck::cli {

/// When a run's checks are asked.
struct TimingOptions {
  std::string at{};
  std::string deadline{};
};

/// The same as moments.
struct Timing {
  std::optional<Time> at{};        ///< nothing is asked before
  std::optional<Time> deadline{};  ///< nothing is asked after
};

/// Adds --at and --deadline.
void add_timing(CLI::App& command, TimingOptions& options);

/// What the options mean at this moment; a deadline that is a duration counts from `--at`, or from now. nullopt once
/// the error is printed: no moment, one that is past, a deadline before the start.
std::optional<Timing> timing_of(const TimingOptions& options, Time now);

}  // namespace labcheck::cli
