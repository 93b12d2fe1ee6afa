#pragma once

#include <cstdint>
#include <string>

#include <labcheck/result.hpp>

namespace labcheck::ledger {

/// What stands for a whole ledger on paper.
struct LedgerSeal {
  std::int64_t records{0};    ///< number of the last record
  std::string fingerprint{};  ///< its chain value, hexadecimal
  std::string signer{};       ///< fingerprint of the key that signed it; empty: unsigned
};

/// Verifies a ledger and gives its seal; one with a touched record has none.
Result<LedgerSeal> read_seal(const std::string& path);

}  // namespace labcheck::ledger
