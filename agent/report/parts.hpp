#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/report.hpp"

namespace labcheck::report {

// Parts that several formats share. None of them is escaped: each format does that in its own way.

/// `passed by 李四 (assessor), 2026-11-25 10:00:00 UTC, expires 2027-01-01 00:00:00 UTC: the comment`
std::string ruling_words(const Ruling& ruling, Language language);

/// `rc-noise [lb]: the shell printed …`
std::string flag_words(const Flag& flag, Language language);

/// What a reader must know of the run as a whole, a sentence each: interrupted, taken up again, unqualified, in part.
std::vector<std::string> run_notes(const RunInfo& run, Language language);

/// A line of the result's heart, a (level, code), with what the scenarios that grade it say together.
struct CodeLine {
  const CodeResult* code{nullptr};
  Text title{};
  Points points{};
  Points max_points{};
  std::vector<Vantage> vantages{};
  std::vector<const CheckResult*> checks{};
};
std::vector<CodeLine> code_lines(const CandidateResult& candidate);

/// Whether nothing but the candidate's own host vouches for it.
bool is_host_only(const std::vector<Vantage>& vantages);

/// `0.33/13.83`
std::string points_of(Points points, Points most);

/// A sentence that a host may have made as long as it liked, made printable and cut to so many columns; the whole of it
/// is in the ledger and in the JSON report.
std::string sentence(std::string_view text, std::size_t columns);

}  // namespace labcheck::report
