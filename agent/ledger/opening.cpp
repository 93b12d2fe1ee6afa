#include "ledger/opening.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>

#include <sys/stat.h>

#include <fmt/format.h>

#include "ledger/chain.hpp"
#include "ledger/store.hpp"

namespace labcheck::ledger {

namespace {

Result<void> check_identity(Database& database) {
  LABCHECK_TRY_ASSIGN(const auto application, database.number("PRAGMA application_id"));
  LABCHECK_TRY_ASSIGN(const auto version, database.number("PRAGMA user_version"));
  if (application != application_id) {
    return failed(ErrorKind::invalid, "it is no ledger (it is an SQLite file of another program)");
  }
  if (version != format_version) {
    return failed(ErrorKind::invalid,
                  fmt::format("its format is version {}, and this labcheck reads version {}{}", version, format_version,
                              version > format_version ? " (a newer labcheck reads it)" : ""));
  }
  return {};
}

// Exactly the schema that was made: nothing of a foreign one is ever run.
Result<void> check_schema(Database& database) {
  LABCHECK_TRY_ASSIGN(auto objects, database.prepare("SELECT name, sql FROM sqlite_schema ORDER BY name"));
  std::vector<std::pair<std::string, std::string>> found;
  while (true) {
    LABCHECK_TRY_ASSIGN(const bool row, objects.step());
    if (!row) {
      break;
    }
    found.emplace_back(objects.bytes(0), objects.bytes(1));
  }
  return found == schema ? Result<void>{} : damaged("its tables are not those of a ledger");
}

Row row_of(const Statement& rows) {
  return {.entry = {.seq = rows.integer(0),
                    .kind = rows.bytes(1),
                    .candidate = rows.bytes(2),
                    .time = Time{Duration{rows.integer(3)}},
                    .payload = rows.bytes(5)},
          .body = rows.bytes(4),
          .owner = rows.bytes(6),
          .salt = rows.bytes(7),
          .chain = rows.bytes(8)};
}

}  // namespace

Result<std::string> regular_file(const std::string& path) {
  std::error_code problem;
  const auto real = std::filesystem::canonical(path, problem);
  struct stat about {};
  if (problem || ::stat(real.c_str(), &about) != 0) {
    const int number = problem ? problem.value() : errno;
    return failed(ErrorKind::invalid, number == ENOENT ? "there is no such file" : std::strerror(number));
  }
  if (!S_ISREG(about.st_mode)) {
    return failed(ErrorKind::invalid, S_ISDIR(about.st_mode) ? "it is a folder" : "it is no regular file");
  }
  return real.string();
}

Result<void> check_is_ledger(Database& database) {
  return check_identity(database).and_then([&] { return check_schema(database); });
}

tl::unexpected<Error> damaged(std::string_view what) {
  return failed(ErrorKind::unreadable, fmt::format("it is damaged: {}", what));
}

Result<Database> open_for_reading(const std::string& path) {
  LABCHECK_TRY_ASSIGN(const auto real, regular_file(path));
  if (std::filesystem::file_size(real) == 0) {
    return failed(ErrorKind::invalid, "it is no ledger (it is empty)");
  }
  LABCHECK_TRY_ASSIGN(auto database, Database::open(real, Database::Access::read));
  // One snapshot for everything: a run may still be writing.
  auto looked = database.run("BEGIN").and_then([&] { return check_is_ledger(database); });
  return looked ? Result<Database>{std::move(database)} : tl::unexpected<Error>(looked.error());
}

Result<Statement> all_rows(Database& database) {
  return database.prepare(
      "SELECT seq, kind, candidate, time, body, payload, owner, salt, chain FROM record ORDER BY seq");
}

Result<std::optional<Row>> next_row(Statement& rows) {
  LABCHECK_TRY_ASSIGN(const bool there, rows.step());
  return there ? std::optional<Row>{row_of(rows)} : std::nullopt;
}

std::string content_of(const Row& row) {
  if (row.withheld()) {
    return row.entry.payload;
  }
  return content_digest({.time = row.entry.time.time_since_epoch().count(),
                         .salt = row.salt,
                         .kind = row.entry.kind,
                         .candidate = row.entry.candidate,
                         .body = row.body,
                         .payload = row.entry.payload});
}

bool is_bare(const Row& row) {
  constexpr std::size_t digest_size = 32;
  return row.entry.payload.size() == digest_size && row.entry.candidate.empty() && row.entry.time == Time{} &&
         row.body == "{}" && row.salt.empty();
}

std::string chain_value(std::string_view previous, const Row& row, std::int64_t seq) {
  return chain_next(previous, record_digest(seq, row.owner, content_of(row)));
}

}  // namespace labcheck::ledger
