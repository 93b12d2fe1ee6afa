#pragma once

#include <optional>
#include <string>
#include <vector>

#include <labcheck/ledger.hpp>
#include <labcheck/result.hpp>

#include "ledger/entry.hpp"
#include "ledger/key.hpp"

namespace labcheck::ledger {

/// A skill's verdict before and after.
struct Turn {
  std::string scenario{};
  std::string level{};
  std::string code{};
  Verdict before{Verdict::undetermined};
  Verdict after{Verdict::undetermined};
};

/// What a judging again made of one candidate; the digests are those of the candidate's results, hex.
struct Rejudged {
  std::string candidate{};
  std::string digest_before{};
  std::string digest_after{};
  std::vector<Turn> skills{};
};

/// A judging again as it is recorded. It stands for itself: the sources hold every corrected scenario that counts from
/// then on, also those of earlier ones.
struct RecordedRejudging {
  Rejudging info{};
  std::vector<std::string> files{};  ///< names of the corrected scenarios among the sources
  std::vector<SourceText> sources{};
  std::vector<Rejudged> candidates{};
  std::string signer{};  ///< fingerprint of the key that it is to be signed with; set when it is recorded
};

/// Adds it to a ledger that is there, and signs all that stands before with the key, if there is one. A signed ledger
/// takes none that isn't signed. `at` is when it is recorded.
Result<void> record_rejudging(const std::string& path, const RecordedRejudging& rejudging,
                              std::optional<SigningKey> signer);

/// Its records.
std::vector<Entry> rejudging_entries(const RecordedRejudging& rejudging);
/// Adds one of those records to what was read so far. False: it is of another kind.
bool add_rejudging(std::vector<RecordedRejudging>& rejudgings, const Entry& entry, std::string& problem);

}  // namespace labcheck::ledger
