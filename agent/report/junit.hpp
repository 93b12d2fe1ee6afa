#pragma once

#include <string>

#include "report/report.hpp"

namespace labcheck::report {

/// JUnit XML: a test suite for each candidate and scenario, a test case for each check. fail → failure, error → error,
/// manual, blocked, waived and not applicable → skipped.
std::string render_junit(const RunResult& result, const Options& options);

}  // namespace labcheck::report
