#pragma once

#include <string>
#include <utility>
#include <vector>

#include "report/parts.hpp"
#include "report/slip.hpp"

namespace labcheck::report {

/// The fixed words of a slip in one language.
struct SlipWords {
  std::string_view title{};
  std::string_view total{};
  std::string_view ledger{};
  std::string_view records{};  ///< `record 123`
  std::string_view signed_by{};
  std::string_view unsigned_ledger{};
  std::string_view signature{};
  std::string_view date{};
};
const SlipWords& slip_words(Language language);

/// A code on a slip.
struct SlipCode {
  CodeLine line{};
  std::vector<std::string> notes{};  ///< cause, then rulings; printable and cut
};

/// What stands on a slip, whatever its form: texts are printable and cut, so that a page holds them.
struct SlipContent {
  std::vector<std::pair<std::string, std::string>> head{};  ///< words with what they introduce
  std::vector<std::string> notes{};                         ///< of the whole run
  std::vector<SlipCode> codes{};
  std::string total{};
  std::vector<std::string> flags{};
  std::vector<std::pair<std::string, std::string>> seal{};
};
SlipContent slip_content(const RunResult& result, const CandidateResult& candidate, const Seal& seal,
                         Language language);

}  // namespace labcheck::report
