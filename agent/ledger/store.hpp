#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include <labcheck/result.hpp>

#include "ledger/database.hpp"
#include "ledger/descriptor.hpp"
#include "ledger/entry.hpp"
#include "ledger/key.hpp"
#include "ledger/reader.hpp"

namespace labcheck::ledger {

inline constexpr std::int64_t application_id = 0x6C616263;  // "labc"
inline constexpr std::int64_t format_version = 1;

/// Everything that the schema of a ledger consists of: (name, SQL text), as sqlite_schema holds them.
extern const std::vector<std::pair<std::string, std::string>> schema;

struct Row;
struct Reopened;

/// The file of a ledger while it is written; used by one thread at a time. It is locked for as long: a second writer
/// is refused, and a writer that dies leaves no lock behind.
class Store {
 public:
  /// Makes the file: mode 0600, never through a link, never one that is there.
  static Result<Store> create(const std::string& path, std::optional<SigningKey> signer = std::nullopt);
  /// Opens a file that is there, to add to it; every record must stand in its place in the chain. What a writer that
  /// died had committed is recovered.
  static Result<Reopened> reopen(const std::string& path, std::optional<SigningKey> signer = std::nullopt);

  /// Adds records in one transaction: after a success all of them are safe on the disk, after a failure none is.
  /// The body of a `signature` record is made here.
  Result<void> append(const std::deque<Entry>& entries);
  /// Adds rows of another ledger as they are.
  Result<void> copy(const std::vector<Row>& rows);
  /// Adds rows of other ledgers, with the chain made anew; their contents and marks stay.
  Result<void> take_over(std::vector<Row>& rows);
  /// Makes the ledger a single file again and lets go of it.
  Result<void> close();

 private:
  Result<void> prepare();
  Result<void> insert(const Entry& entry);
  Result<void> write(const Row& row);
  Result<void> in_one_transaction(const std::function<Result<void>()>& work);
  /// A random mark for each candidate, and one for what is confidential: tells whose a withheld record is, to those
  /// only who hold others of the same.
  const std::string& owner_of(const Entry& entry);

  // First: closing any descriptor of the file would take SQLite's own locks away, so this one is closed last.
  Descriptor lock_{};
  Database database_{};
  Statement insert_{};
  std::string chain_{};
  std::map<std::string, std::string> owners_{};  ///< by candidate; what is confidential under the empty name
  std::optional<SigningKey> signer_{};
};

/// A store that goes on, and what was there.
struct Reopened {
  Store store{};
  Contents contents{};
};

}  // namespace labcheck::ledger
