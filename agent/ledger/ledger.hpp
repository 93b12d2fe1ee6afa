#pragma once

#include <memory>
#include <optional>
#include <string>

#include <labcheck/ledger.hpp>
#include <labcheck/result.hpp>

#include "ledger/key.hpp"

namespace labcheck::ledger {

/// Creates a new ledger file (mode 0600; an existing file is refused). It is written by a thread of its own.
/// With a key, `LedgerWriter::end` signs all that stands before.
Result<std::unique_ptr<LedgerWriter>> create_ledger(const std::string& path,
                                                    std::optional<SigningKey> signer = std::nullopt);

/// Reads a whole ledger back.
Result<Record> read_ledger(const std::string& path);

}  // namespace labcheck::ledger
