#include <chrono>
#include <deque>
#include <filesystem>

#include <fmt/format.h>

#include "ledger/merging.hpp"
#include "ledger/records.hpp"
#include "ledger/rows.hpp"
#include "ledger/store.hpp"

namespace labcheck::ledger {
namespace {

/// Hands entries their numbers and their time.
std::deque<Entry> numbered(std::vector<Entry> entries, std::int64_t& last) {
  const auto now = std::chrono::floor<Duration>(std::chrono::system_clock::now());
  std::deque<Entry> ready;
  for (auto& entry : entries) {
    entry.seq = ++last;
    entry.time = now;
    ready.push_back(std::move(entry));
  }
  return ready;
}

std::vector<Entry> head_of(const Merge& merge, const std::string& signer) {
  std::vector<Entry> entries{run_entry(merge.run)};
  if (!signer.empty()) {
    entries.front().body["signer"] = signer;
  }
  for (const auto& part : merge.run.parts) {
    entries.push_back(merged_entry(part));
  }
  return entries;
}

std::vector<Entry> tail_of(const Merge& merge, const std::vector<Flag>& flags, bool is_signed) {
  std::vector<Entry> entries;
  const Naming naming{merge.record.roster};
  for (const auto& flag : flags) {
    for (auto& entry : flag_entries(flag, naming)) {
      entries.push_back(std::move(entry));
    }
  }
  entries.push_back(run_ended_entry(merge.run));
  if (is_signed) {
    entries.push_back({.kind = kind::signature});
  }
  return entries;
}

Result<std::int64_t> write_all(Merge& merge, const std::vector<Flag>& flags, const std::string& signer, Store& store) {
  std::int64_t last = 0;
  const auto head = numbered(head_of(merge, signer), last);
  for (auto& row : merge.rows) {
    row.entry.seq = ++last;
  }
  const auto tail = numbered(tail_of(merge, flags, !signer.empty()), last);
  return store.append(head)
      .and_then([&] { return store.take_over(merge.rows); })
      .and_then([&] { return store.append(tail); })
      .and_then([&] { return store.close(); })
      .map([&] { return last; });
}

}  // namespace

Result<MergeSource> read_merge_source(const std::string& path, const std::vector<VerifyKey>& keys) {
  LABCHECK_TRY_ASSIGN(auto rows, read_rows(path));
  auto verification = verify_rows(rows, keys);
  return MergeSource{.name = path, .rows = std::move(rows), .verification = std::move(verification)};
}

Result<std::int64_t> write_merge(Merge merge, const std::vector<Flag>& flags, const std::string& to,
                                 std::optional<SigningKey> signer) {
  const auto fingerprint = signer ? signer->verify_key().fingerprint() : std::string{};
  LABCHECK_TRY_ASSIGN(auto store, Store::create(to, std::move(signer)));
  auto written = write_all(merge, flags, fingerprint, store);
  // Whatever went in: what comes out must be a ledger that anybody can verify.
  if (written) {
    const auto verification = verify_ledger(to, std::nullopt);
    if (!verification || !verification->findings.empty()) {
      written = failed(ErrorKind::resource,
                       verification ? verification->findings.front().what : verification.error().message);
    }
  }
  if (!written) {
    std::error_code ignored;
    std::filesystem::remove(to, ignored);
    return failed(written.error().kind,
                  fmt::format("cannot write the merged ledger '{}': {}", to, written.error().message));
  }
  return written;
}

}  // namespace labcheck::ledger
