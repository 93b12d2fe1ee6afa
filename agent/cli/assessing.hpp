#pragma once

#include <optional>
#include <string>
#include <vector>

#include <labcheck/ledger.hpp>
#include <labcheck/plan.hpp>

#include "cli/rulings.hpp"

namespace labcheck::cli {

/// Who answers.
struct Assessor {
  std::string name{};
  std::string role{};
};

/// A manual check that is open.
struct Question {
  const CandidatePlan* plan{nullptr};
  const Check* check{nullptr};
  std::string why{};  ///< why it is open
};

/// The open manual checks of all candidates, or of one.
std::vector<Question> open_questions(const Record& record, const Plan& plan, const std::string& candidate);

/// Says what is open, a line each, on standard error.
void list(const std::vector<Question>& questions, Language language);

/// Puts the questions to a person on the terminal, without any default answer; those that they answered before are
/// left out. nullopt once an error is printed.
std::optional<Rulings> ask(const std::vector<Question>& questions, Assessor assessor, const Record& record,
                           Language language);

}  // namespace labcheck::cli
