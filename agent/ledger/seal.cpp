#include "ledger/seal.hpp"

#include <fmt/format.h>

#include "ledger/chain.hpp"
#include "ledger/opening.hpp"
#include "ledger/verify.hpp"

namespace labcheck::ledger {

Result<LedgerSeal> read_seal(const std::string& path) {
  LABCHECK_TRY_ASSIGN(const auto verification, verify_ledger(path, std::nullopt));
  if (!verification.findings.empty()) {
    const auto& finding = verification.findings.front();
    return failed(ErrorKind::invalid, fmt::format("the ledger '{}' has no seal: record {}: {} (see labcheck verify)",
                                                  path, finding.first, finding.what));
  }
  auto last = open_for_reading(path).and_then([](Database database) -> Result<Row> {
    LABCHECK_TRY_ASSIGN(auto rows, all_rows(database));
    Row latest;
    while (true) {
      LABCHECK_TRY_ASSIGN(auto row, next_row(rows));
      if (!row) {
        return latest;
      }
      latest = std::move(*row);
    }
  });
  if (!last) {
    return failed(last.error().kind, fmt::format("cannot read the ledger '{}': {}", path, last.error().message));
  }
  return LedgerSeal{.records = last->entry.seq,
                    .fingerprint = hex(last->chain),
                    .signer = verification.signer ? verification.signer->fingerprint() : std::string{}};
}

}  // namespace labcheck::ledger
