#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <labcheck/result.hpp>

struct sqlite3;
struct sqlite3_stmt;

namespace labcheck::ledger {

/// A prepared statement; values bound to it must live until `step` has returned.
class Statement {
 public:
  Statement() = default;

  void bind(int parameter, std::int64_t number);
  void bind_text(int parameter, std::string_view text);
  void bind_blob(int parameter, std::string_view bytes);
  /// True: a row is there. False: done, and ready to be bound again.
  Result<bool> step();

  std::int64_t integer(int column) const;
  /// The bytes of a text or a blob.
  std::string bytes(int column) const;

 private:
  friend class Database;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  std::unique_ptr<sqlite3_stmt, Finalize> handle_{};
};

/// An open SQLite file. Errors hold SQLite's own words; who calls adds the file's name.
class Database {
 public:
  enum class Access { read, write };

  /// Opens a file that is already there.
  static Result<Database> open(const std::string& path, Access access);

  /// Runs statements that give no rows.
  Result<void> run(const char* statements);
  Result<Statement> prepare(std::string_view statement);
  /// The first column of the first row, as a number or as text.
  Result<std::int64_t> number(std::string_view statement);
  Result<std::string> text(std::string_view statement);

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  std::unique_ptr<sqlite3, Close> handle_{};
};

}  // namespace labcheck::ledger
