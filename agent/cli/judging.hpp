#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include <labcheck/plan.hpp>
#include <labcheck/verdict.hpp>

#include "cli/recorded.hpp"
#include "ledger/reader.hpp"

namespace labcheck::cli {

/// The ledger, or nullopt once its error is printed; `code` is then the exit code.
std::optional<ledger::Contents> read_contents(const std::string& path, int& code);

/// How many of the recorded re-judgings count: the last one, or none for the run's own verdicts.
std::size_t counting(const ledger::Contents& contents, bool original);

/// The corrected scenarios that a recorded re-judging (1 for the first) was made with; none for 0. nullopt once the
/// errors are printed.
std::optional<Scenarios> corrected_by(const ledger::Contents& contents, std::size_t rejudging);

/// The corrected scenarios that count: the given ones, and those of a recorded re-judging that none of them replaces.
std::optional<Scenarios> corrected_with(const ledger::Contents& contents, std::size_t rejudging, Scenarios given);

/// Judges what was recorded: with the run's scenarios, or the corrected ones in place of those with the same ids. What
/// can't be judged is told on standard error, nullopt then.
std::optional<RunResult> judge_record(const Record& record, const Scenarios& corrected);

/// The verdicts of a ledger as they count (or as the run had them).
std::optional<RunResult> judge_contents(const ledger::Contents& contents, std::size_t rejudging);
/// The verdicts with more corrected scenarios.
std::optional<RunResult> judge_corrected(const ledger::Contents& contents, std::size_t rejudging,
                                         const Scenarios& given);

}  // namespace labcheck::cli
