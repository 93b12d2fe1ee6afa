#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <labcheck/ledger.hpp>
#include <labcheck/result.hpp>

#include "ledger/opening.hpp"
#include "ledger/verify.hpp"

namespace labcheck::ledger {

// Several ledgers of one exam (shards of a roster, graded by agents that know nothing of one another) made into one.
// Where they come from, and in which order, makes no difference. The rules are in docs/reference/merging.md.

/// A ledger that is to be merged; nothing in it was touched.
struct MergeSource {
  std::string name{};  ///< what messages call it
  std::vector<Row> rows{};
  Verification verification{};
};

/// Reads a ledger and looks at every record of it and, with keys, at who signed it.
Result<MergeSource> read_merge_source(const std::string& path, const std::vector<VerifyKey>& keys);

/// What the merged ledger will hold.
struct Merge {
  RunInfo run{};                     ///< with the parts that it is made of
  std::vector<Row> rows{};           ///< of the sources, in their new order; numbers and chain are yet to be made
  Record record{};                   ///< the plan, hosts and flags of them all, for further looks
  std::vector<std::string> notes{};  ///< for people: what was left out as it stands elsewhere, who is missing
};

/// Joins sources, each candidate's attempts once. An error names everything, a line each, that keeps them apart: other
/// scenarios, standards, selections, versions, or one candidate with different records of one attempt.
Result<Merge> merge(const std::vector<MergeSource>& sources);

/// Makes the new ledger (mode 0600, never over a file that is there), with further flags, signed where there is a key.
/// Gives the number of its records.
Result<std::int64_t> write_merge(Merge merge, const std::vector<Flag>& flags, const std::string& to,
                                 std::optional<SigningKey> signer);

}  // namespace labcheck::ledger
