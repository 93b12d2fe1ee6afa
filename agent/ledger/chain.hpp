#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace labcheck::ledger {

/// A row's columns as they are hashed; `body` is the very text in the file. The byte layouts are in
/// docs/reference/ledger-format.md.
struct ChainedRow {
  std::int64_t time{0};
  std::string_view salt{};
  std::string_view kind{};
  std::string_view candidate{};
  std::string_view body{};
  std::string_view payload{};
};

/// The digest of what a record says (32 bytes): all that is left of one that is withheld. The salt keeps it from being
/// guessed.
std::string content_digest(const ChainedRow& row);

/// The digest of a record (32 bytes): its number, whose it is, and what it says.
std::string record_digest(std::int64_t seq, std::string_view owner, std::string_view content);

/// What stands before the first record: SHA-256 of "labcheck ledger 1".
std::string chain_start();

/// The chain value of a record (32 bytes), from the one before it and the record's digest.
std::string chain_next(std::string_view previous, std::string_view digest);

/// A digest as people are shown it: lower-case hex.
std::string hex(std::string_view digest);

}  // namespace labcheck::ledger
