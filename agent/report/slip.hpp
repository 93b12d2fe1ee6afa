#pragma once

#include <cstdint>
#include <string>

#include "report/report.hpp"

namespace labcheck::report {

/// What ties a slip to its ledger.
struct Seal {
  std::int64_t records{0};    ///< number of the last record
  std::string fingerprint{};  ///< its chain value, hexadecimal
  std::string signer{};       ///< fingerprint of the key that signed it; empty: unsigned
};

/// A page about one candidate, to be signed by two people: every code's verdict and cause, what people ruled, flags.
std::string slip_text(const RunResult& result, const CandidateResult& candidate, const Seal& seal, Language language);

/// The same as HTML for one or more candidates, a printed page each.
std::string slips_html(const RunResult& result, const std::vector<const CandidateResult*>& candidates, const Seal& seal,
                       Language language);

}  // namespace labcheck::report
