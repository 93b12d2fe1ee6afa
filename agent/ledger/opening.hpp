#pragma once

#include <optional>
#include <string>

#include <labcheck/result.hpp>

#include "ledger/database.hpp"
#include "ledger/entry.hpp"

namespace labcheck::ledger {

/// A row as it lies in the file; the entry's body is not parsed yet.
struct Row {
  Entry entry{};
  std::string body{};
  std::string owner{};
  std::string salt{};
  std::string chain{};

  bool withheld() const { return entry.kind == kind::withheld; }
};

/// The real path of a regular file; the error says what else it is.
Result<std::string> regular_file(const std::string& path);
/// Looks whether an open file is a ledger: identity and schema.
Result<void> check_is_ledger(Database& database);

/// Opens a ledger for reading, one snapshot for everything, after a look that it is one: identity and schema.
/// The error does not name the file.
Result<Database> open_for_reading(const std::string& path);

/// All records by their numbers.
Result<Statement> all_rows(Database& database);
/// The next one, or nothing at the end.
Result<std::optional<Row>> next_row(Statement& rows);

/// The digest of what the row says; of a withheld one it is the payload.
std::string content_of(const Row& row);

/// Whether a withheld row holds its digest and nothing else: what the chain doesn't cover must not carry anything.
bool is_bare(const Row& row);

/// The row's chain value as it must be after `previous`, if the row had the number `seq`.
std::string chain_value(std::string_view previous, const Row& row, std::int64_t seq);

tl::unexpected<Error> damaged(std::string_view what);

}  // namespace labcheck::ledger
