#pragma once

#include <deque>
#include <optional>
#include <string>

#include <labcheck/result.hpp>

#include "ledger/database.hpp"
#include "ledger/entry.hpp"
#include "ledger/key.hpp"

namespace labcheck::ledger {

inline constexpr std::int64_t application_id = 0x6C616263;  // "labc"
inline constexpr std::int64_t format_version = 1;

/// Everything that the schema of a ledger consists of: (name, SQL text), as sqlite_schema holds them.
extern const std::vector<std::pair<std::string, std::string>> schema;

/// The file of a ledger while it is written; used by one thread at a time.
class Store {
 public:
  /// Makes the file: mode 0600, never through a link, never one that is there.
  static Result<Store> create(const std::string& path, std::optional<SigningKey> signer = std::nullopt);

  /// Adds records in one transaction: after a success all of them are safe on the disk, after a failure none is.
  /// The body of a `signature` record is made here.
  Result<void> append(const std::deque<Entry>& entries);
  /// Makes the ledger a single file again and lets go of it.
  Result<void> close();

 private:
  Result<void> insert(const Entry& entry);

  Database database_{};
  Statement insert_{};
  std::string chain_{};
  std::optional<SigningKey> signer_{};
};

}  // namespace labcheck::ledger
