#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <labcheck/value.hpp>

namespace labcheck {

/// A run taken up again: `--resume`, or `--retry error` with who and why.
struct Continuation {
  enum class Kind { resume, retry };
  Kind kind{Kind::resume};
  std::string by{};
  std::string reason{};
  Time at{};
};

/// A judging again that was recorded, with corrected scenarios or without: it gives the verdicts that count from then
/// on.
struct Rejudging {
  std::string by{};
  std::string reason{};
  Time at{};
  std::string version{};                 ///< of the labcheck that judged
  std::vector<std::string> scenarios{};  ///< ids of the corrected ones
  bool operator==(const Rejudging&) const = default;
};

/// A ledger that went into a merged one: enough to tell whether a file at hand is that ledger.
struct MergedPart {
  std::string run{};    ///< its run's id
  std::string shard{};  ///< "2/3"; empty: not of a shard
  Time started{};
  Time ended{};  ///< the epoch: its end was never recorded
  bool interrupted{false};
  std::int64_t candidates{0};  ///< how many it graded
  std::int64_t records{0};
  std::string fingerprint{};  ///< chain value of its last record, hexadecimal
  std::string signer{};       ///< fingerprint of the key that signed it last; empty: unsigned
  bool operator==(const MergedPart&) const = default;
};

struct RunInfo {
  std::string id{};  ///< random, hex
  Time started{};
  Time ended{};
  bool interrupted{false};
  std::optional<Time> deadline{};  ///< of `--deadline`, where it ended the run
  std::optional<Time> at{};        ///< of `--at`: the first check was asked then, and no sooner
  std::string shard{};             ///< of `--shard`: "2/3", the part of the roster that was graded; empty: all of it
  std::string version{};           ///< of labcheck
  bool exam{false};                ///< `--exam`: only qualified scenarios, unless the next says why not
  std::string unqualified_because{};
  std::map<std::string, std::string> qualifications{};  ///< by scenario id: see ScenarioInfo::qualification
  std::vector<Continuation> continuations{};
  std::vector<MergedPart> parts{};      ///< of a merged ledger: those it was made of
  std::vector<Rejudging> rejudgings{};  ///< all that were recorded, in order
  std::size_t rejudging{0};             ///< whose verdicts these are: 1 for the first of them; 0: the run's own
  std::int64_t withheld{0};             ///< records that an export left out
};

}  // namespace labcheck
