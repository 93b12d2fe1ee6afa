#pragma once

#include <string>

#include <labcheck/plan.hpp>
#include <labcheck/verdict.hpp>

#include "cli/progress/board.hpp"

namespace labcheck::cli {

/// The contract `labcheck.progress/1` (docs/schema/progress-1.schema.json): an object a line, each with `event` and
/// `time`. Everything but ASCII is escaped, and so is every control character.
std::string run_begun_line(const RunInfo& run, const Plan& plan, const Board& board, Time now);
std::string check_ended_line(const CandidatePlan& plan, const CheckResult& check, bool earlier, const Board& board,
                             Time now);
std::string skill_decided_line(const CandidatePlan& plan, const SkillResult& skill, Time now);
std::string flag_raised_line(const Flag& flag, Time now);
std::string run_ended_line(const RunResult& result, int exit_code, const Board& board, Time now);

}  // namespace labcheck::cli
