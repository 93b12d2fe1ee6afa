#include "ledger/rejudging.hpp"

#include <deque>

#include <fmt/format.h>

#include "ledger/store.hpp"

namespace labcheck::ledger {

namespace {

Result<void> may_be_added(const Contents& contents, bool with_key) {
  if (contents.last == 0) {
    return failed(ErrorKind::invalid, "there is no run in it");
  }
  if (contents.signed_to == 0 && !contents.signer.empty()) {
    return failed(ErrorKind::invalid, "its run is to be signed and never was: it died, or is still going on");
  }
  if (contents.signed_to > 0 && contents.signed_to < contents.last) {
    return failed(ErrorKind::invalid, fmt::format("record {} was added after the signature", contents.signed_to + 1));
  }
  // Whoever adds to a signed ledger without a key would leave it looking touched.
  return contents.signed_to > 0 && !with_key
             ? failed(ErrorKind::invalid, "it is signed: what is added must be signed too (--sign)")
             : Result<void>{};
}

tl::unexpected<Error> cannot_add(const std::string& path, const Error& error) {
  return failed(error.kind, fmt::format("cannot add to the ledger '{}': {}", path, error.message));
}

}  // namespace

Result<void> record_rejudging(const std::string& path, const RecordedRejudging& rejudging,
                              std::optional<SigningKey> signer) {
  const bool with_key = signer.has_value();
  auto promising = rejudging;
  promising.signer = signer ? signer->verify_key().fingerprint() : "";
  // Looked at before it is opened to be written: a refusal leaves the file as it is, to the byte.
  LABCHECK_TRY_ASSIGN(const auto contents, read_whole_ledger(path));
  if (const auto good = may_be_added(contents, with_key); !good) {
    return cannot_add(path, good.error());
  }
  LABCHECK_TRY_ASSIGN(auto reopened, Store::reopen(path, std::move(signer)));
  if (const auto good = may_be_added(reopened.contents, with_key); !good) {
    reopened.store.close();  // its own failure leaves more files than one, and nothing undone
    return cannot_add(path, good.error());
  }
  std::deque<Entry> entries;
  for (auto& entry : rejudging_entries(promising)) {
    entries.push_back(std::move(entry));
  }
  if (with_key) {
    entries.push_back({.kind = kind::signature});
  }
  for (auto& entry : entries) {
    entry.seq = ++reopened.contents.last;
    entry.time = rejudging.info.at;
  }
  const auto added = reopened.store.append(entries);
  const auto closed = reopened.store.close();
  if (!added || !closed) {
    return cannot_add(path, added ? closed.error() : added.error());
  }
  return {};
}

}  // namespace labcheck::ledger
