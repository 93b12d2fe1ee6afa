#pragma once

#include <string>

#include "report/report.hpp"

namespace labcheck::report {

/// For people, to keep and to print: one file with everything in it and no script.
std::string render_html(const RunResult& result, const Options& options);

}  // namespace labcheck::report
