#pragma once

#include <array>
#include <cstdint>
#include <string>

#include <labcheck/value.hpp>

namespace labcheck::ledger {

/// What a record is about; the words stand in the `kind` column.
namespace kind {
inline constexpr const char* run = "run";
inline constexpr const char* merged = "merged";  ///< of a merged ledger: one of those it was made of
inline constexpr const char* source = "source";
inline constexpr const char* selection = "selection";
inline constexpr const char* roster = "roster";
inline constexpr const char* jump = "jump";
inline constexpr const char* roster_source = "roster_source";
inline constexpr const char* draw = "draw";
inline constexpr const char* check_started = "check_started";
inline constexpr const char* observation = "observation";
inline constexpr const char* check_ended = "check_ended";
inline constexpr const char* host = "host";
inline constexpr const char* flag = "flag";
inline constexpr const char* ruling = "ruling";
inline constexpr const char* continued = "continued";
inline constexpr const char* rejudging = "rejudging";
inline constexpr const char* corrected = "corrected";  ///< a text that the last judging again was made with
inline constexpr const char* rejudged = "rejudged";
inline constexpr const char* run_ended = "run_ended";
inline constexpr const char* signature = "signature";
inline constexpr const char* withheld = "withheld";  ///< what an export leaves of a record: its digest
}  // namespace kind

/// One record as it lies in the file: a row of the table, without its place in the chain.
struct Entry {
  std::int64_t seq{0};
  std::string kind{};
  std::string candidate{};  ///< empty: of the whole run
  bool confidential{false};  ///< of the whole run, but of several candidates: left out of every export
  Time time{};              ///< when it was given to the ledger
  Value body = Value::object();
  std::string payload{};  ///< raw bytes; the body says how many of them are what
};

}  // namespace labcheck::ledger
