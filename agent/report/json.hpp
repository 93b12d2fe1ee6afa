#pragma once

#include <string>
#include <string_view>

#include "report/report.hpp"

namespace labcheck::report {

/// The contract `labcheck.result/1` (docs/schema/result-1.schema.json): the same result always gives the same bytes.
std::string render_json(const RunResult& result, const Options& options);

/// JSON or YAML text with what could deceive a reader's terminal escaped too; outside of strings nothing changes.
std::string with_escapes(std::string_view json, bool yaml);

}  // namespace labcheck::report
