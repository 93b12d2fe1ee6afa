#pragma once

#include <string>

#include <labcheck/plan.hpp>
#include <labcheck/verdict.hpp>

#include "cli/options.hpp"

namespace labcheck::cli {

/// An exam takes only scenarios that are qualified for it, or says why not.
struct ExamOptions {
  bool exam{false};
  std::string unqualified_because{};
};

void add_exam(CLI::App& command, ExamOptions& options);

/// Notes how far each scenario of the plan is proven as it stands. False once an error is printed: one that is not for
/// exams in an exam without a reason.
bool look_at_proofs(const ExamOptions& options, const Plan& plan, RunInfo& info);

}  // namespace labcheck::cli
