#include <fmt/format.h>
#include <sodium.h>

#include "ledger/chain.hpp"
#include "ledger/ledger.hpp"
#include "ledger/opening.hpp"
#include "ledger/records.hpp"

namespace labcheck::ledger {

namespace {

tl::unexpected<Error> cannot_read(ErrorKind kind, const std::string& path, std::string_view why) {
  return failed(kind, fmt::format("cannot read the ledger '{}': {}", path, why));
}

// A record's place: its number follows the one before, and its chain value follows from all before.
Result<void> check_place(const Row& row, std::int64_t expected, std::string& chain) {
  const auto& entry = row.entry;
  if (entry.seq != expected) {
    return damaged(fmt::format("record {} is missing", expected));
  }
  chain = chain_value(chain, row, entry.seq);
  if (row.chain != chain) {
    return damaged(fmt::format("record {} does not fit the hash chain", entry.seq));
  }
  if ((entry.seq == 1) != (entry.kind == kind::run)) {
    return damaged(fmt::format("record {} is of the kind '{}'", entry.seq, entry.kind));
  }
  return {};
}

Result<void> add_row(Record& record, Row row) {
  row.entry.body = Value::parse(row.body, nullptr, false);
  if (row.entry.body.is_discarded()) {
    return damaged(fmt::format("record {}: its body is no JSON", row.entry.seq));
  }
  return add_entry(record, row.entry).map_error([&](const Error& error) {
    return damaged(fmt::format("record {} ({}): {}", row.entry.seq, row.entry.kind, error.message)).value();
  });
}

Result<Record> read_rows(Database& database) {
  LABCHECK_TRY_ASSIGN(auto rows, all_rows(database));
  Record record;
  std::string chain = chain_start();
  for (std::int64_t expected = 1;; ++expected) {
    LABCHECK_TRY_ASSIGN(auto row, next_row(rows));
    if (!row && expected == 1) {
      return failed(ErrorKind::unreadable, "it is empty: the run ended before anything was recorded");
    }
    if (!row) {
      return record;
    }
    if (auto placed = check_place(*row, expected, chain); !placed) {
      return tl::unexpected<Error>(placed.error());
    }
    if (auto added = add_row(record, std::move(*row)); !added) {
      return tl::unexpected<Error>(added.error());
    }
  }
}

}  // namespace

Result<Record> read_ledger(const std::string& path) {
  if (sodium_init() < 0) {
    return cannot_read(ErrorKind::resource, path, "libsodium does not start");
  }
  auto record = open_for_reading(path).and_then([](Database database) { return read_rows(database); });
  return std::move(record).map_error(
      [&](const Error& error) { return cannot_read(error.kind, path, error.message).value(); });
}

}  // namespace labcheck::ledger
