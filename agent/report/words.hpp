#pragma once

#include <string_view>

#include <labcheck/text.hpp>
#include <labcheck/verdict.hpp>

namespace labcheck::report {

/// The words of verdicts, outcomes and rulings, as design and docs fix them.
std::string_view word(Verdict verdict, Language language);
std::string_view word(Outcome outcome, Language language);
std::string_view word(RulingKind kind, Language language);

/// The fixed words of the reports for people in one language.
struct Phrases {
  std::string_view run{};
  std::string_view took{};
  std::string_view interrupted{};
  std::string_view never_ended{};
  std::string_view seat{};
  std::string_view points{};
  std::string_view host_only{};
  std::string_view optional{};
  std::string_view hint{};
  std::string_view flag{};
  std::string_view ruling{};
  std::string_view expires{};
  std::string_view withdrawn{};
  std::string_view colon{};
  std::string_view comma{};
  std::string_view codes{};
  std::string_view candidate{};
  std::string_view no_codes{};
  std::string_view summary{};  ///< two numbers, each with its plural ending
  std::string_view scenario{};
  std::string_view verdict{};
  std::string_view outcome{};
  std::string_view check{};
  std::string_view why{};
  std::string_view skill{};
};
const Phrases& phrases(Language language);

/// The words of a run that is under way.
struct ProgressPhrases {
  std::string_view checks{};      ///< two numbers
  std::string_view skills{};      ///< two numbers
  std::string_view per_second{};  ///< behind a number
  std::string_view per_minute{};
  std::string_view elapsed{};  ///< a duration
  std::string_view left{};     ///< a duration
  std::string_view flags{};    ///< behind a number
  std::string_view more{};     ///< a number of candidates
  std::string_view colon{};
  std::string_view comma{};
  std::string_view open{};
  std::string_view running{};
  std::string_view pass{};
  std::string_view fail{};
  std::string_view error{};
  std::string_view manual{};
  std::string_view blocked{};
  std::string_view waived{};
};
const ProgressPhrases& progress_phrases(Language language);

/// "level", "domain", "task" of totals.
std::string_view group_word(std::string_view kind, Language language);

}  // namespace labcheck::report
