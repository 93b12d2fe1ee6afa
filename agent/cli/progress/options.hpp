#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <labcheck/text.hpp>

#include "cli/options.hpp"
#include "cli/progress/teller.hpp"

namespace labcheck::cli {

/// Who hears how a run goes: `--progress MODE[=PATH]`, `--quiet`, `--verbose`.
struct ProgressOptions {
  std::vector<std::string> wanted{};
  bool quiet{false};
  int verbosity{0};
};

void add_progress(CLI::App& command, ProgressOptions& options);

/// The one who tells; nullptr for nobody. nullopt once the error is printed: an unknown mode, a place that can't be
/// written or that two want.
std::optional<std::unique_ptr<Teller>> teller_of(const ProgressOptions& options, Language language);

}  // namespace labcheck::cli
