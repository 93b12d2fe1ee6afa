#include "cli/exam.hpp"

#include <fmt/format.h>

#include "cli/inputs.hpp"
#include "qualify/standing.hpp"

namespace labcheck::cli {

void add_exam(CLI::App& command, ExamOptions& options) {
  auto* exam =
      command.add_flag("--exam", options.exam, "Refuse scenarios that are not qualified for exams as they stand");
  command
      .add_option("--unqualified-because", options.unqualified_because,
                  "Why an exam takes them all the same; recorded and shown")
      ->needs(exam);
}

bool look_at_proofs(const ExamOptions& options, const Plan& plan, RunInfo& info) {
  bool good = true;
  info.exam = options.exam;
  info.unqualified_because = options.unqualified_because;
  for (const auto& candidate : plan.candidates) {
    const auto& scenario = *candidate.scenario;
    if (info.qualifications.contains(scenario.id)) {
      continue;
    }
    const auto loaded = qualify::standing_at(scenario.sources.front().name, scenario);
    const auto standing = loaded.value ? *loaded.value : qualify::Standing{};
    info.qualifications[scenario.id] = to_string(standing.grade);
    if (options.exam && options.unqualified_because.empty() && standing.grade != qualify::Grade::exam) {
      print(loaded.diagnostics);
      complain(fmt::format("{} is not for an exam: {} (--unqualified-because takes it all the same)", scenario.id,
                           qualify::in_words(standing)));
      good = false;
    }
  }
  return good;
}

}  // namespace labcheck::cli
