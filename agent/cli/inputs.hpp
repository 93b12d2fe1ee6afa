#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <labcheck/ledger.hpp>
#include <labcheck/plan.hpp>

#include "cli/options.hpp"
#include "load/scenario.hpp"
#include "plan/draw.hpp"

namespace labcheck::cli {

/// Prints diagnostics, one a line, on standard error.
void print(const Diagnostics& diagnostics);

/// Where standards and libraries are found besides a scenario's own folders: $LABCHECK_DATA, the source tree that the
/// program was built in, the installed data; the first that exists.
load::SearchPath data_folders();

/// A standard: a file, or an id looked up in ./scenarios and the installed data. Nullopt once the error is printed.
std::optional<std::shared_ptr<const Standard>> load_standard_of(const std::string& file_or_id);

/// The scenarios of the command line, or nullopt once their errors are printed.
std::optional<std::vector<std::shared_ptr<const Scenario>>> load_scenarios(const std::vector<std::string>& paths);

/// The roster of `--roster` or of `--host`, or nullopt once its errors are printed.
std::optional<std::shared_ptr<const Roster>> load_roster(const TargetOptions& options);

/// Scenarios, roster and drawn parameters made into a plan, or nullopt once the errors are printed.
std::optional<Plan> make_plan(const TargetOptions& options,
                              const std::vector<std::shared_ptr<const Scenario>>& scenarios,
                              const std::shared_ptr<const Roster>& roster, const plan::RandomText& random);
std::optional<Plan> make_plan(const TargetOptions& options, const plan::RandomText& random);

}  // namespace labcheck::cli
