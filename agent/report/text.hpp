#pragma once

#include <string>

#include "report/report.hpp"

namespace labcheck::report {

/// For people: a block a candidate, then the table of skill codes and one line of summary.
std::string render_text(const RunResult& result, const Options& options);

// Its parts, in text_parts.cpp.
std::string verdict_word(Verdict verdict, const Options& options, std::size_t columns);
std::string outcome_word(Outcome outcome, const Options& options, std::size_t columns);
std::string code_table(const RunResult& result, const Options& options);
/// `3 pass, 1 fail, 0 undetermined`.
std::string counts(const Totals& totals, const Options& options);

}  // namespace labcheck::report
