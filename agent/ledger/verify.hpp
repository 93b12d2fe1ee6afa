#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <labcheck/result.hpp>
#include <labcheck/run_info.hpp>

#include "ledger/key.hpp"

namespace labcheck::ledger {

/// Something wrong with the records `first` to `last`; both are 0 when it is with the ledger as a whole.
struct Finding {
  std::int64_t first{0};
  std::int64_t last{0};
  std::string what{};
};

/// A signature that is good: it stands for all records before its own.
struct Signed {
  std::int64_t seq{0};
  VerifyKey key{};
};

/// What an outsider can tell of a ledger without judging it.
struct Verification {
  std::vector<Finding> findings{};    ///< by record number; empty: nothing was touched
  std::optional<VerifyKey> signer{};  ///< of the last signature, once it is found to be good
  std::vector<Signed> signatures{};   ///< all good ones, in order
  std::int64_t records{0};
  std::int64_t withheld{0};         ///< how many of them an export left out: of these only the digests are there
  bool ended{false};                ///< the run's regular end is recorded
  std::vector<MergedPart> parts{};  ///< of a merged ledger: those that it says it was made of
};

/// Looks at every record's place in the chain and at the signatures. With keys, the ledger must end in a signature, and
/// every signature must be of one of them. Fails when the file can't be read as a ledger: `unreadable` when it is one
/// that is damaged.
Result<Verification> verify_ledger(const std::string& path, const std::vector<VerifyKey>& keys);
Result<Verification> verify_ledger(const std::string& path, const std::optional<VerifyKey>& key);

}  // namespace labcheck::ledger
