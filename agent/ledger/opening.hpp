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
  std::string chain{};
};

/// Opens a ledger for reading, one snapshot for everything, after a look that it is one: identity and schema.
/// The error does not name the file.
Result<Database> open_for_reading(const std::string& path);

/// All records by their numbers.
Result<Statement> all_rows(Database& database);
/// The next one, or nothing at the end.
Result<std::optional<Row>> next_row(Statement& rows);

/// The row's chain value as it must be after `previous`, if the row had the number `seq`.
std::string chain_value(std::string_view previous, const Row& row, std::int64_t seq);

tl::unexpected<Error> damaged(std::string_view what);

}  // namespace labcheck::ledger
