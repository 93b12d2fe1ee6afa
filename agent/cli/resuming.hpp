#pragma once

#include <optional>
#include <string>

#include "cli/observing.hpp"
#include "cli/options.hpp"
#include "plan/draw.hpp"

namespace labcheck::cli {

/// How a run is taken up again.
struct ResumeOptions {
  bool resume{false};
  std::string retry{};  ///< "error", or empty
  std::string reason{};
  std::string by{};

  bool wanted() const { return resume || !retry.empty(); }
};

void add_resuming(CLI::App& command, ResumeOptions& options);

/// Whether the options fit together and say what they must (`waits`: for a moment, by --at); false once the error is
/// printed.
bool makes_sense(const ResumeOptions& options, const std::string& ledger, bool waits);

/// What is left to do.
struct TakenUp {
  Part part{};
  bool nothing_to_do{false};  ///< the plan and the record before are good for reports all the same
};

/// The part of a run that goes on behind a record: scenarios and what was drawn are the recorded ones, with the
/// secrets of the roster that is given; whatever is given again must be what it was. nullopt once the error is printed.
std::optional<TakenUp> take_up(Record record, const TargetOptions& target, const ResumeOptions& options,
                               const plan::RandomText& random);

}  // namespace labcheck::cli
