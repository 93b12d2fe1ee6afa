#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace labcheck::ledger {

/// A row's columns as they are hashed; `body` is the very text in the file.
struct ChainedRow {
  std::int64_t seq{0};
  std::int64_t time{0};
  std::string_view kind{};
  std::string_view candidate{};
  std::string_view body{};
  std::string_view payload{};
};

/// What stands before the first record: SHA-256 of "labcheck ledger 1".
std::string chain_start();

/// The chain value of a row (32 bytes), from the one before it. The byte layout is in docs/reference/ledger-format.md.
std::string chain_next(std::string_view previous, const ChainedRow& row);

}  // namespace labcheck::ledger
