#include "ledger/store.hpp"

#include <unistd.h>

#include <fmt/format.h>
#include <sodium.h>

#include "ledger/chain.hpp"
#include "ledger/ledger_file.hpp"
#include "ledger/opening.hpp"
#include "ledger/signature.hpp"

namespace labcheck::ledger {

// The triggers keep a slip of ours (or of a curious hand) from changing what was recorded.
const std::vector<std::pair<std::string, std::string>> schema{
    {"record",
     "CREATE TABLE record (seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, candidate TEXT NOT NULL, "
     "time INTEGER NOT NULL, body TEXT NOT NULL, payload BLOB NOT NULL, owner BLOB NOT NULL, salt BLOB NOT NULL, "
     "chain BLOB NOT NULL) STRICT"},
    {"record_is_never_changed",
     "CREATE TRIGGER record_is_never_changed BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, 'a record is never "
     "changed'); END"},
    {"record_is_never_deleted",
     "CREATE TRIGGER record_is_never_deleted BEFORE DELETE ON record BEGIN SELECT RAISE(ABORT, 'a record is never "
     "deleted'); END"},
};

namespace {

tl::unexpected<Error> cannot_create(const std::string& path, std::string_view why) {
  return failed(ErrorKind::resource, fmt::format("cannot create the ledger '{}': {}", path, why));
}

tl::unexpected<Error> cannot_reopen(const std::string& path, const Error& why) {
  return failed(why.kind, fmt::format("cannot go on with the ledger '{}': {}", path, why.message));
}

std::string random_bytes() {
  std::string bytes(16, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

Result<void> make_tables(Database& database) {
  std::string statements =
      fmt::format("PRAGMA application_id={}; PRAGMA user_version={}; BEGIN;", application_id, format_version);
  for (const auto& [name, sql] : schema) {
    statements += sql + ";";
  }
  return database.run((statements + "COMMIT;").c_str());
}

// A writer that died while it made the file may have left no tables in it.
Result<void> look_at(Database& database) {
  LABCHECK_TRY_ASSIGN(const auto objects, database.number("SELECT count(*) FROM sqlite_schema"));
  LABCHECK_TRY_ASSIGN(const auto application, database.number("PRAGMA application_id"));
  const bool unmade = objects == 0 && (application == 0 || application == application_id);
  return unmade ? make_tables(database) : check_is_ledger(database);
}

}  // namespace

Result<void> Store::prepare() {
  if (auto safe = database_.run("PRAGMA synchronous=FULL"); !safe) {
    return safe;
  }
  LABCHECK_TRY_ASSIGN(const auto mode, database_.text("PRAGMA journal_mode=WAL"));
  if (mode != "wal") {
    return failed(ErrorKind::resource, "the file system allows no write-ahead log");
  }
  LABCHECK_TRY_ASSIGN(
      insert_, database_.prepare("INSERT INTO record (seq, kind, candidate, time, body, payload, owner, salt, chain) "
                                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"));
  return {};
}

Result<Store> Store::create(const std::string& path, std::optional<SigningKey> signer) {
  if (sodium_init() < 0) {
    return cannot_create(path, "libsodium does not start");
  }
  Store store;
  const auto real = new_file_path(path);
  auto made = real.and_then(make_file);
  if (!made) {
    return cannot_create(path, made.error().message);
  }
  store.lock_ = std::move(*made);
  const auto prepared = Database::open(*real, Database::Access::write)
                            .and_then([&](Database database) {
                              store.database_ = std::move(database);
                              return make_tables(store.database_);
                            })
                            .and_then([&] { return store.prepare(); });
  if (!prepared) {
    ::unlink(real->c_str());
    return cannot_create(path, prepared.error().message);
  }
  store.chain_ = chain_start();
  store.signer_ = std::move(signer);
  return store;
}

Result<Reopened> Store::reopen(const std::string& path, std::optional<SigningKey> signer) {
  if (sodium_init() < 0) {
    return cannot_reopen(path, {ErrorKind::resource, "libsodium does not start"});
  }
  Reopened reopened;
  auto& store = reopened.store;
  const auto opened = regular_file(path).and_then([&](const std::string& real) -> Result<void> {
    LABCHECK_TRY_ASSIGN(store.lock_, take_file(real));
    LABCHECK_TRY_ASSIGN(store.database_, Database::open(real, Database::Access::write));
    if (auto looked = look_at(store.database_); !looked) {
      return looked;
    }
    LABCHECK_TRY_ASSIGN(reopened.contents, read_contents(store.database_));
    return store.prepare();
  });
  if (!opened) {
    return cannot_reopen(path, opened.error());
  }
  store.chain_ = reopened.contents.chain;
  store.owners_ = reopened.contents.owners;
  store.signer_ = std::move(signer);
  return reopened;
}

const std::string& Store::owner_of(const Entry& entry) {
  static const std::string nobody;
  if (entry.candidate.empty() && !entry.confidential) {
    return nobody;
  }
  auto& owner = owners_[entry.confidential ? std::string{} : entry.candidate];
  if (owner.empty()) {
    owner = random_bytes();
  }
  return owner;
}

Result<void> Store::insert(const Entry& entry) {
  // Only here is it known what stands before it in the chain.
  const bool signs = entry.kind == kind::signature && signer_;
  auto body = dump(signs ? signature_body(*signer_, entry.seq, chain_) : entry.body);
  Row row{.entry = entry, .body = std::move(body), .owner = owner_of(entry), .salt = random_bytes()};
  row.chain = chain_value(chain_, row, entry.seq);
  return write(row);
}

Result<void> Store::write(const Row& row) {
  insert_.bind(1, row.entry.seq);
  insert_.bind_text(2, row.entry.kind);
  insert_.bind_text(3, row.entry.candidate);
  insert_.bind(4, row.entry.time.time_since_epoch().count());
  insert_.bind_text(5, row.body);
  insert_.bind_blob(6, row.entry.payload);
  insert_.bind_blob(7, row.owner);
  insert_.bind_blob(8, row.salt);
  insert_.bind_blob(9, row.chain);
  const auto done = insert_.step();
  if (!done) {
    return tl::unexpected<Error>(done.error());
  }
  chain_ = row.chain;
  return {};
}

Result<void> Store::in_one_transaction(const std::function<Result<void>()>& work) {
  const auto before = chain_;
  auto written = database_.run("BEGIN IMMEDIATE");
  if (written) {
    written = work();
  }
  if (written) {
    written = database_.run("COMMIT");
  }
  if (!written) {
    chain_ = before;
    database_.run("ROLLBACK");  // its own failure changes nothing: SQLite rolls back by itself at the next opening
  }
  return written;
}

Result<void> Store::append(const std::deque<Entry>& entries) {
  return in_one_transaction([&] {
    Result<void> written;
    for (auto entry = entries.begin(); written && entry != entries.end(); ++entry) {
      written = insert(*entry);
    }
    return written;
  });
}

Result<void> Store::copy(const std::vector<Row>& rows) {
  return in_one_transaction([&] {
    Result<void> written;
    for (auto row = rows.begin(); written && row != rows.end(); ++row) {
      written = write(*row);
    }
    return written;
  });
}

Result<void> Store::take_over(std::vector<Row>& rows) {
  return in_one_transaction([&] {
    Result<void> written;
    for (auto row = rows.begin(); written && row != rows.end(); ++row) {
      row->chain = chain_value(chain_, *row, row->entry.seq);
      written = write(*row);
      if (!row->owner.empty()) {
        owners_.emplace(row->entry.candidate, row->owner);
      }
    }
    return written;
  });
}

Result<void> Store::close() {
  insert_ = {};
  auto mode = database_.run("PRAGMA wal_checkpoint(TRUNCATE)").and_then([&] {
    return database_.text("PRAGMA journal_mode=DELETE");
  });
  database_ = {};
  lock_ = {};
  if (!mode) {
    return tl::unexpected<Error>(mode.error());
  }
  return *mode == "delete" ? Result<void>{} : failed(ErrorKind::resource, "another program still has it open");
}

}  // namespace labcheck::ledger
