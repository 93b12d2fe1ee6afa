#include "ledger/ledger.hpp"

#include <deque>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <unistd.h>

#include <fmt/format.h>

#include "input.hpp"
#include "ledger/entry.hpp"
#include "ledger/records.hpp"
#include "ledger/store.hpp"
#include "ledger/verify.hpp"
#include "support.hpp"
#include "targets.hpp"

namespace labcheck::fuzz {
namespace {

/// A file of this process's own, in memory where there is such a place; gone when the process ends.
const std::string& scratch_file() {
  static const struct Scratch {
    std::string path = fmt::format("{}/labcheck-fuzz-{}.labcheck",
                                   std::filesystem::is_directory("/dev/shm") ? "/dev/shm" : "/tmp", ::getpid());
    ~Scratch() { remove(); }
    void remove() const {
      for (const auto* suffix : {"", "-journal", "-wal", "-shm"}) {
        std::filesystem::remove(path + suffix);
      }
    }
  } scratch;
  scratch.remove();
  return scratch.path;
}

void check_error(const Error& error) {
  check_message(error.message);
  LABCHECK_HOLDS(error.kind == ErrorKind::unreadable || error.kind == ErrorKind::invalid,
                 "what is in a file was taken for trouble of our own: " + error.message);
}

void check_findings(const ledger::Verification& verification) {
  for (const auto& finding : verification.findings) {
    check_message(finding.what);
    LABCHECK_HOLDS(finding.first <= finding.last, "a finding from later to earlier");
  }
}

ledger::Entry entry_of(Input row) {
  ledger::Entry entry;
  entry.kind = row.line();
  entry.candidate = row.line();
  entry.body = json_of(row.line());
  entry.payload = row.rest();
  return entry;
}

/// A ledger of a small run, as it lies in its file.
std::string good_ledger() {
  const auto& path = scratch_file();
  auto store = ledger::Store::create(path);
  LABCHECK_HOLDS(store.has_value(), store.error().message);
  std::deque<ledger::Entry> entries{
      ledger::run_entry({.id = "5eed", .started = Time{Duration{1'000}}, .version = "0.1.0"}),
      ledger::source_entry({.name = "web.yaml", .text = "labcheck: 1\n"}),
      ledger::check_started_entry({.candidate = "c01", .scenario = "demo/web", .check = "listens"}),
      ledger::flag_entry({.candidate = "c01", .host = "lb", .code = "rc-noise", .message = "words"}),
      ledger::run_ended_entry({.id = "5eed", .ended = Time{Duration{9'000}}})};
  for (std::size_t at = 0; at < entries.size(); ++at) {
    entries[at].seq = static_cast<std::int64_t>(at + 1);
  }
  LABCHECK_HOLDS(store->append(entries) && store->close(), "a ledger can't be written");
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

/// Patches on a good ledger: where (two bytes, in steps of two), how long, and with what.
std::string patched(Input patches) {
  static const auto good = good_ledger();
  auto file = good;
  while (!patches.empty()) {
    const std::size_t at = (std::size_t{patches.byte()} << 9) + 2 * std::size_t{patches.byte()};
    const auto bytes = patches.take(1 + patches.below(8));
    file.replace(std::min(at, file.size()), bytes.size(), bytes);
  }
  return file;
}

void check_ledger(const std::string& path) {
  const auto record = ledger::read_ledger(path);
  const auto verification = ledger::verify_ledger(path, std::nullopt);
  if (!record) {
    check_error(record.error());
  }
  if (!verification) {
    check_error(verification.error());
    LABCHECK_HOLDS(!record, "a ledger reads that can't be verified: " + verification.error().message);
    return;
  }
  check_findings(*verification);
  LABCHECK_HOLDS(!record || verification->findings.empty(), "a ledger reads in which something was touched");
}

}  // namespace

/// Behind a `P` patches on a good ledger, else a whole file.
void ledger_file(std::string_view bytes) {
  const auto file = bytes.starts_with('P') ? patched(Input{bytes.substr(1)}) : std::string{bytes};
  const auto& path = scratch_file();
  std::ofstream{path, std::ios::binary} << file;
  check_ledger(path);
}

/// Records apart by 0xff: kind, candidate and body a line each, then the payload. The chain over them is right, as it
/// is when somebody wrote the whole ledger himself.
void ledger_rows(std::string_view bytes) {
  const auto& path = scratch_file();
  std::deque<ledger::Entry> entries;
  for (Input input{bytes}; !input.empty();) {
    entries.push_back(entry_of(Input{input.until('\xff')}));
    entries.back().seq = static_cast<std::int64_t>(entries.size());
    if (entries.back().kind == ledger::kind::signature) {
      return;  // the store makes these itself
    }
  }
  auto store = ledger::Store::create(path);
  LABCHECK_HOLDS(store.has_value(), store.error().message);
  if (!store->append(entries)) {
    return;  // SQLite takes no NUL in a text
  }
  LABCHECK_HOLDS(store->close().has_value(), "a ledger can't be closed");
  check_ledger(path);
  const auto verification = ledger::verify_ledger(path, std::nullopt);
  LABCHECK_HOLDS(verification || entries.empty(), "a chain that holds can't be verified");
  LABCHECK_HOLDS(!verification || verification->records == static_cast<std::int64_t>(entries.size()),
                 "records were lost");
}

}  // namespace labcheck::fuzz
