#pragma once

#include <string>

#include "report/report.hpp"

namespace labcheck::report {

/// TAP version 14 (a version 13 reader takes it too): a test point for each check. TAP has no word for an error, so it
/// is `not ok` with a message that begins with `error:`. manual, blocked, waived and not applicable are `# SKIP`.
std::string render_tap(const RunResult& result, const Options& options);

}  // namespace labcheck::report
