#include "ledger/reopening.hpp"

#include <fmt/format.h>

namespace labcheck::ledger {

Result<OpenedLedger> open_ledger(const std::string& path, std::optional<SigningKey> signer) {
  auto fingerprint = signer ? signer->verify_key().fingerprint() : std::string{};
  LABCHECK_TRY_ASSIGN(auto reopened, Store::reopen(path, std::move(signer)));
  auto& contents = reopened.contents;
  if (!fingerprint.empty() && !contents.signer.empty() && contents.signer != fingerprint) {
    return failed(ErrorKind::invalid, fmt::format("the ledger '{}' is to be signed by {}, and the given key is {}",
                                                  path, contents.signer, fingerprint));
  }
  OpenedLedger opened{
      .record = std::move(contents.record), .is_signed = contents.signed_to > 0, .signer = std::move(contents.signer)};
  opened.writer =
      std::make_unique<Writer>(path, std::move(reopened.store), most_waiting, std::move(fingerprint), contents.last);
  return opened;
}

}  // namespace labcheck::ledger
