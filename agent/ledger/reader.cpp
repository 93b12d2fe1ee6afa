#include "ledger/ledger.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>

#include <sodium.h>
#include <sys/stat.h>

#include "ledger/chain.hpp"
#include "ledger/records.hpp"
#include "ledger/store.hpp"

namespace labcheck::ledger {

namespace {

tl::unexpected<Error> cannot_read(ErrorKind kind, const std::string& path, std::string_view why) {
  return failed(kind, fmt::format("cannot read the ledger '{}': {}", path, why));
}

tl::unexpected<Error> damaged(std::string_view what) {
  return failed(ErrorKind::unreadable, fmt::format("it is damaged: {}", what));
}

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
  return about.st_size == 0 ? failed(ErrorKind::invalid, "it is no ledger (it is empty)") : Result<std::string>{real};
}

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

struct Row {
  Entry entry{};
  std::string body{};
  std::string chain{};
};

Row row_of(const Statement& rows) {
  return {.entry = {.seq = rows.integer(0),
                    .kind = rows.bytes(1),
                    .candidate = rows.bytes(2),
                    .time = Time{Duration{rows.integer(3)}},
                    .payload = rows.bytes(5)},
          .body = rows.bytes(4),
          .chain = rows.bytes(6)};
}

// A record's place: its number follows the one before, and its chain value follows from all before.
Result<void> check_place(const Row& row, std::int64_t expected, std::string& chain) {
  const auto& entry = row.entry;
  if (entry.seq != expected) {
    return damaged(fmt::format("record {} is missing", expected));
  }
  chain = chain_next(chain, {.seq = entry.seq,
                             .time = entry.time.time_since_epoch().count(),
                             .kind = entry.kind,
                             .candidate = entry.candidate,
                             .body = row.body,
                             .payload = entry.payload});
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
  LABCHECK_TRY_ASSIGN(auto rows, database.prepare("SELECT seq, kind, candidate, time, body, payload, chain FROM record "
                                                  "ORDER BY seq"));
  Record record;
  std::string chain = chain_start();
  for (std::int64_t expected = 1;; ++expected) {
    LABCHECK_TRY_ASSIGN(const bool there, rows.step());
    if (!there && expected == 1) {
      return failed(ErrorKind::unreadable, "it is empty: the run ended before anything was recorded");
    }
    if (!there) {
      return record;
    }
    auto row = row_of(rows);
    if (auto placed = check_place(row, expected, chain); !placed) {
      return tl::unexpected<Error>(placed.error());
    }
    if (auto added = add_row(record, std::move(row)); !added) {
      return tl::unexpected<Error>(added.error());
    }
  }
}

Result<Record> read_file(const std::string& real) {
  LABCHECK_TRY_ASSIGN(auto database, Database::open(real, Database::Access::read));
  // One snapshot for everything: a run may still be writing.
  return database.run("BEGIN")
      .and_then([&] { return check_identity(database); })
      .and_then([&] { return check_schema(database); })
      .and_then([&] { return read_rows(database); });
}

}  // namespace

Result<Record> read_ledger(const std::string& path) {
  if (sodium_init() < 0) {
    return cannot_read(ErrorKind::resource, path, "libsodium does not start");
  }
  return regular_file(path).and_then(read_file).map_error([&](const Error& error) {
    return cannot_read(error.kind, path, error.message).value();
  });
}

}  // namespace labcheck::ledger
