#pragma once

#include <optional>
#include <string>
#include <vector>

#include <labcheck/verdict.hpp>

#include "cli/options.hpp"
#include "report/report.hpp"

namespace labcheck::cli {

/// `--format FORMAT[=PATH]`; an empty path is standard output.
struct Output {
  const report::Format* format{nullptr};
  std::string path{};
};

/// The outputs that the command line asks for (text on standard output when none), or nullopt once its errors are
/// printed: an unknown format, two reports on one place.
std::optional<std::vector<Output>> outputs_of(const ReportOptions& options);

/// Writes every report; a file is written beside itself and renamed, so that a reader never sees half of one.
/// False once an error is printed.
bool write_outputs(const std::vector<Output>& outputs, const RunResult& result, const ReportOptions& options);

/// Writes a text like a report: to standard output when the path is empty. False once an error is printed.
bool write_text(const std::string& path, const std::string& text);

}  // namespace labcheck::cli
