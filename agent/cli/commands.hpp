#pragma once

#include "cli/options.hpp"

namespace labcheck::cli {

/// Each adds one subcommand (or two that share their work) to the program.
void add_run(CLI::App& program, Action& chosen);
void add_preflight(CLI::App& program, Action& chosen);
void add_validate(CLI::App& program, Action& chosen);
void add_plan(CLI::App& program, Action& chosen);
void add_assign(CLI::App& program, Action& chosen);
void add_handout(CLI::App& program, Action& chosen);
void add_judge(CLI::App& program, Action& chosen);
void add_report(CLI::App& program, Action& chosen);
void add_diff(CLI::App& program, Action& chosen);
void add_merge(CLI::App& program, Action& chosen);
void add_export(CLI::App& program, Action& chosen);
void add_attest(CLI::App& program, Action& chosen);
void add_waive(CLI::App& program, Action& chosen);
void add_slip(CLI::App& program, Action& chosen);
void add_keygen(CLI::App& program, Action& chosen);
void add_verify(CLI::App& program, Action& chosen);
void add_list(CLI::App& program, Action& chosen);
void add_explain(CLI::App& program, Action& chosen);
void add_schema(CLI::App& program, Action& chosen);
void add_try(CLI::App& program, Action& chosen);
void add_qualify(CLI::App& program, Action& chosen);
void add_apply(CLI::App& program, Action& chosen);

}  // namespace labcheck::cli
