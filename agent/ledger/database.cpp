#include "ledger/database.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

namespace labcheck::ledger {

namespace {

constexpr int wait_for_locks_ms = 5000;

tl::unexpected<Error> sqlite_failed(sqlite3* database) {
  const int code = sqlite3_errcode(database);
  if (code == SQLITE_NOTADB) {
    return failed(ErrorKind::invalid, "it is no ledger (it is no SQLite file)");
  }
  // Our statements are good, and nothing is big in them: in a file that is only read this is the file's own word.
  const bool of_the_file =
      (code == SQLITE_TOOBIG || code == SQLITE_ERROR) && sqlite3_db_readonly(database, "main") == 1;
  if (code == SQLITE_CORRUPT || of_the_file) {
    return failed(ErrorKind::unreadable, fmt::format("it is damaged: {}", sqlite3_errmsg(database)));
  }
  std::string message = sqlite3_errmsg(database);
  if (const int number = sqlite3_system_errno(database); code == SQLITE_IOERR && number != 0) {
    message += fmt::format(" (errno {})", number);
  }
  return failed(ErrorKind::resource, std::move(message));
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

// A bind can only fail by a wrong index, which is a bug of ours that every test would meet, or for want of memory,
// which leaves NULL there: the NOT NULL of each column then refuses the row.
void Statement::bind(int parameter, std::int64_t number) {
  sqlite3_bind_int64(handle_.get(), parameter, number);
}

void Statement::bind_text(int parameter, std::string_view text) {
  sqlite3_bind_text64(handle_.get(), parameter, text.empty() ? "" : text.data(), text.size(), SQLITE_STATIC,
                      SQLITE_UTF8);
}

void Statement::bind_blob(int parameter, std::string_view bytes) {
  sqlite3_bind_blob64(handle_.get(), parameter, bytes.empty() ? "" : bytes.data(), bytes.size(), SQLITE_STATIC);
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(handle_.get());
  if (code == SQLITE_ROW) {
    return true;
  }
  auto* database = sqlite3_db_handle(handle_.get());
  if (code != SQLITE_DONE) {
    auto failure = sqlite_failed(database);
    sqlite3_reset(handle_.get());
    return failure;
  }
  sqlite3_reset(handle_.get());
  sqlite3_clear_bindings(handle_.get());
  return false;
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(handle_.get(), column);
}

std::string Statement::bytes(int column) const {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(handle_.get(), column));
  const auto size = sqlite3_column_bytes(handle_.get(), column);
  return data == nullptr ? std::string{} : std::string(data, static_cast<std::size_t>(size));
}

void Database::Close::operator()(sqlite3* database) const {
  sqlite3_close_v2(database);
}

Result<Database> Database::open(const std::string& path, Access access) {
  sqlite3* raw = nullptr;
  const int mode = access == Access::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  const int code = sqlite3_open_v2(path.c_str(), &raw, mode | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_FULLMUTEX, nullptr);
  Database database;
  database.handle_.reset(raw);
  if (raw == nullptr) {
    return failed(ErrorKind::resource, "out of memory");
  }
  if (code != SQLITE_OK) {
    return sqlite_failed(raw);
  }
  // The file may come from anywhere: its schema is never trusted to run anything.
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_ENABLE_TRIGGER, access == Access::write ? 1 : 0, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
  sqlite3_busy_timeout(raw, wait_for_locks_ms);
  return database;
}

Result<void> Database::run(const char* statements) {
  if (sqlite3_exec(handle_.get(), statements, nullptr, nullptr, nullptr) != SQLITE_OK) {
    return sqlite_failed(handle_.get());
  }
  return {};
}

Result<Statement> Database::prepare(std::string_view statement) {
  sqlite3_stmt* raw = nullptr;
  if (sqlite3_prepare_v2(handle_.get(), statement.data(), static_cast<int>(statement.size()), &raw, nullptr) !=
      SQLITE_OK) {
    return sqlite_failed(handle_.get());
  }
  Statement prepared;
  prepared.handle_.reset(raw);
  return prepared;
}

Result<std::int64_t> Database::number(std::string_view statement) {
  LABCHECK_TRY_ASSIGN(auto prepared, prepare(statement));
  LABCHECK_TRY_ASSIGN(const bool row, prepared.step());
  return row ? Result<std::int64_t>{prepared.integer(0)} : failed(ErrorKind::unreadable, "no row");
}

Result<std::string> Database::text(std::string_view statement) {
  LABCHECK_TRY_ASSIGN(auto prepared, prepare(statement));
  LABCHECK_TRY_ASSIGN(const bool row, prepared.step());
  return row ? Result<std::string>{prepared.bytes(0)} : failed(ErrorKind::unreadable, "no row");
}

}  // namespace labcheck::ledger
