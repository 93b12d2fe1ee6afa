#pragma once

#include <cstdint>
#include <map>
#include <string>

#include <labcheck/ledger.hpp>
#include <labcheck/result.hpp>

#include "ledger/database.hpp"
#include "ledger/rejudging.hpp"

namespace labcheck::ledger {

/// Everything in a ledger, and where its chain goes on.
struct Contents {
  Record record{};
  std::vector<RecordedRejudging> rejudgings{};
  std::int64_t last{0};                         ///< number of the last record, 0 for none
  std::int64_t signed_to{0};                    ///< number of the last signature, 0 for none
  std::string chain{};                          ///< chain value of the last record
  std::map<std::string, std::string> owners{};  ///< mark of each candidate's records; of confidential ones under ""
  std::string signer{};  ///< fingerprint of the key that record 1 promises a signature of, or empty
};

/// Reads all records of an open ledger; every one must stand in its place in the chain.
Result<Contents> read_contents(Database& database);

/// Reads a whole ledger, what was recorded after its run too.
Result<Contents> read_whole_ledger(const std::string& path);

}  // namespace labcheck::ledger
