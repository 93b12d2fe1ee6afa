#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace labcheck::cli {

/// The scenario files below a folder, sorted: YAML files with a line that begins `labcheck:` or `skills:`, not those of
/// standards, libraries and qualifications (`*.qualify/`), nor what is hidden.
std::vector<std::string> scenarios_below(const std::string& folder);

/// Those below ./scenarios, else of the installed data.
std::vector<std::string> shipped_scenarios();

/// The scenarios of a command line: files, or folders, each of which stands for all scenarios below it. A folder with
/// none is refused.
void add_scenario_paths(CLI::App& command, const std::string& name, std::vector<std::string>& paths);

}  // namespace labcheck::cli
