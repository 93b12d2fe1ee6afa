#include "cli/timing.hpp"

#include <fmt/format.h>

#include <labcheck/time_text.hpp>

#include "load/times.hpp"

namespace labcheck::cli {
namespace {

/// The moment of an option, or nullopt once the error is printed.
std::optional<Time> moment_of(const char* option, const std::string& text, Time now, Time from) {
  const auto moment = load::read_moment(text, now, from);
  if (!moment) {
    complain(fmt::format("{}: {}", option, moment.error().message));
    return std::nullopt;
  }
  if (*moment <= now) {
    complain(fmt::format("{}: {} is past: it is {} now", option, to_clock(*moment), to_clock(now)));
    return std::nullopt;
  }
  return *moment;
}

}  // namespace

void add_timing(CLI::App& command, TimingOptions& options) {
  command.add_option(
      "--at", options.at,
      "Connect and look at the hosts now, ask the first check at this moment (17:00, 10m, "
      "2026-11-30T17:00:00+08:00): what only reads is asked of everybody before anybody's host is changed");
  command.add_option("--deadline", options.deadline,
                     "End the run at this moment, or so long after its start (90m), with what it has");
}

std::optional<Timing> timing_of(const TimingOptions& options, Time now) {
  Timing timing;
  if (!options.at.empty()) {
    timing.at = moment_of("--at", options.at, now, now);
    if (!timing.at) {
      return std::nullopt;
    }
  }
  if (!options.deadline.empty()) {
    timing.deadline = moment_of("--deadline", options.deadline, now, timing.at.value_or(now));
    if (!timing.deadline) {
      return std::nullopt;
    }
  }
  if (timing.at && timing.deadline && *timing.deadline <= *timing.at) {
    complain(
        fmt::format("--deadline: {} is not after the start, {}", to_clock(*timing.deadline), to_clock(*timing.at)));
    return std::nullopt;
  }
  return timing;
}

}  // namespace labcheck::cli
