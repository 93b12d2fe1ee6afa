#pragma once

#include <string>

#include "report/report.hpp"

namespace labcheck::report {

/// For wikis and merge requests: Markdown with tables, in which every text of a host, roster or scenario is escaped.
std::string render_markdown(const RunResult& result, const Options& options);

}  // namespace labcheck::report
