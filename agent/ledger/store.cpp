#include "ledger/store.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <unistd.h>

#include <fmt/format.h>
#include <sodium.h>

#include "ledger/chain.hpp"
#include "ledger/descriptor.hpp"
#include "ledger/signature.hpp"

namespace labcheck::ledger {

// The triggers keep a slip of ours (or of a curious hand) from changing what was recorded.
const std::vector<std::pair<std::string, std::string>> schema{
    {"record",
     "CREATE TABLE record (seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, candidate TEXT NOT NULL, "
     "time INTEGER NOT NULL, body TEXT NOT NULL, payload BLOB NOT NULL, chain BLOB NOT NULL) STRICT"},
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

// SQLite refuses links anywhere in a path that is not to be followed, but only the file itself must be none.
Result<std::string> real_path(const std::string& path) {
  const std::filesystem::path given{path};
  if (!given.has_filename() || given.filename() == "." || given.filename() == "..") {
    return cannot_create(path, "this names no file");
  }
  std::error_code problem;
  const auto folder =
      std::filesystem::canonical(given.has_parent_path() ? given.parent_path() : std::filesystem::path{"."}, problem);
  if (problem) {
    return cannot_create(path, fmt::format("its folder: {}", problem.message()));
  }
  return (folder / given.filename()).string();
}

// SQLite would take a stale journal of that name for this file's own.
Result<void> refuse_leftovers(const std::string& path, const std::string& real) {
  for (const char* suffix : {"-wal", "-shm", "-journal"}) {
    if (::access((real + suffix).c_str(), F_OK) == 0) {
      return cannot_create(path, fmt::format("'{}{}' of an earlier ledger is still there", path, suffix));
    }
  }
  return {};
}

Result<void> make_file(const std::string& path, const std::string& real) {
  if (path.find('\0') != std::string::npos) {
    return cannot_create(path, "there is a NUL in its name");
  }
  const Descriptor file{::open(real.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600)};
  if (file.number() < 0) {
    return cannot_create(path, errno == EEXIST ? "the file is there already" : std::strerror(errno));
  }
  // The file's name must survive a crash too.
  const auto parent = std::filesystem::path{real}.parent_path().string();
  const Descriptor folder{::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (::fsync(file.number()) != 0 || folder.number() < 0 || ::fsync(folder.number()) != 0) {
    return cannot_create(path, std::strerror(errno));
  }
  return {};
}

Result<void> prepare_file(Database& database) {
  std::string statements =
      fmt::format("PRAGMA synchronous=FULL; PRAGMA application_id={}; PRAGMA user_version={}; BEGIN;", application_id,
                  format_version);
  for (const auto& [name, sql] : schema) {
    statements += sql + ";";
  }
  statements += "COMMIT;";
  if (auto done = database.run(statements.c_str()); !done) {
    return done;
  }
  LABCHECK_TRY_ASSIGN(const auto mode, database.text("PRAGMA journal_mode=WAL"));
  return mode == "wal" ? Result<void>{} : failed(ErrorKind::resource, "the file system allows no write-ahead log");
}

}  // namespace

Result<Store> Store::create(const std::string& path, std::optional<SigningKey> signer) {
  if (sodium_init() < 0) {
    return cannot_create(path, "libsodium does not start");
  }
  LABCHECK_TRY_ASSIGN(const auto real, real_path(path));
  if (auto clean = refuse_leftovers(path, real); !clean) {
    return tl::unexpected<Error>(clean.error());
  }
  if (auto made = make_file(path, real); !made) {
    return tl::unexpected<Error>(made.error());
  }
  Store store;
  auto prepared = Database::open(real, Database::Access::write)
                      .and_then([&](Database database) {
                        store.database_ = std::move(database);
                        return prepare_file(store.database_);
                      })
                      .and_then([&] {
                        return store.database_.prepare(
                            "INSERT INTO record (seq, kind, candidate, time, body, payload, chain) "
                            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
                      });
  if (!prepared) {
    ::unlink(real.c_str());
    return cannot_create(path, prepared.error().message);
  }
  store.insert_ = std::move(*prepared);
  store.chain_ = chain_start();
  store.signer_ = std::move(signer);
  return store;
}

Result<void> Store::insert(const Entry& entry) {
  // Only here is it known what stands before it in the chain.
  const bool signs = entry.kind == kind::signature && signer_;
  const auto body = dump(signs ? signature_body(*signer_, entry.seq, chain_) : entry.body);
  const auto time = entry.time.time_since_epoch().count();
  chain_ = chain_next(chain_, {.seq = entry.seq,
                               .time = time,
                               .kind = entry.kind,
                               .candidate = entry.candidate,
                               .body = body,
                               .payload = entry.payload});
  insert_.bind(1, entry.seq);
  insert_.bind_text(2, entry.kind);
  insert_.bind_text(3, entry.candidate);
  insert_.bind(4, time);
  insert_.bind_text(5, body);
  insert_.bind_blob(6, entry.payload);
  insert_.bind_blob(7, chain_);
  const auto done = insert_.step();
  return done ? Result<void>{} : tl::unexpected<Error>(done.error());
}

Result<void> Store::append(const std::deque<Entry>& entries) {
  const auto before = chain_;
  auto written = database_.run("BEGIN IMMEDIATE");
  for (auto entry = entries.begin(); written && entry != entries.end(); ++entry) {
    written = insert(*entry);
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

Result<void> Store::close() {
  insert_ = {};
  auto mode = database_.run("PRAGMA wal_checkpoint(TRUNCATE)").and_then([&] {
    return database_.text("PRAGMA journal_mode=DELETE");
  });
  database_ = {};
  if (!mode) {
    return tl::unexpected<Error>(mode.error());
  }
  return *mode == "delete" ? Result<void>{} : failed(ErrorKind::resource, "another program still has it open");
}

}  // namespace labcheck::ledger
