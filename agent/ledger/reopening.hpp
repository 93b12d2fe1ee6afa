#pragma once

#include <memory>
#include <optional>
#include <string>

#include <labcheck/ledger.hpp>
#include <labcheck/result.hpp>

#include "ledger/key.hpp"
#include "ledger/writer.hpp"

namespace labcheck::ledger {

/// A ledger that was there, opened to add to it.
struct OpenedLedger {
  Record record{};                   ///< all that it holds; without a run when it holds nothing
  bool is_signed{false};             ///< some signature is there already
  std::string signer{};              ///< fingerprint of the key that it promises a signature of, or empty
  std::unique_ptr<Writer> writer{};  ///< goes on behind the last record; see Writer about `begin`
};

/// Opens a ledger to add to it, locked against every other writer; what a run that died had recorded is recovered.
/// Refused: one that another labcheck is writing, one with a touched record, and a key that is not the one promised.
Result<OpenedLedger> open_ledger(const std::string& path, std::optional<SigningKey> signer = std::nullopt);

}  // namespace labcheck::ledger
