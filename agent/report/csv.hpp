#pragma once

#include <string>

#include "report/report.hpp"

namespace labcheck::report {

/// A row for each candidate and skill code, for spreadsheets: RFC 4180, UTF-8 with a byte order mark. A cell that a
/// spreadsheet could take for a formula gets an apostrophe in front.
std::string render_csv(const RunResult& result, const Options& options);

}  // namespace labcheck::report
