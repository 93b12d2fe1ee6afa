#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <labcheck/ledger.hpp>
#include <labcheck/plan.hpp>

#include "load/sources.hpp"

namespace labcheck::cli {

using Scenarios = std::vector<std::shared_ptr<const Scenario>>;

/// The texts that a run was made with, as loading finds them.
load::Sources recorded_sources(const Record& record);

/// The scenarios of a record as they were run, or nullopt once their errors are printed.
std::optional<Scenarios> recorded_scenarios(const Record& record);

/// The plan that a record is judged by, without secrets, or nullopt once the error is printed.
std::optional<Plan> judged_plan(const Record& record, Scenarios scenarios);

/// A ledger's record, or nullopt and the exit code once the error is printed.
std::optional<Record> read_record(const std::string& path, int& exit_code);

}  // namespace labcheck::cli
