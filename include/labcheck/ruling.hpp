#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <labcheck/answer.hpp>

namespace labcheck {

/// What a person may rule: the answer to a `manual` check, or that a check doesn't count for a candidate.
enum class RulingKind { passed, failed, waived };

constexpr std::string_view to_string(RulingKind kind) {
  constexpr std::string_view names[] = {"passed", "failed", "waived"};
  return names[static_cast<int>(kind)];
}

/// A person's word on one check of one candidate: an attestation (passed, failed) or a waiver. Later ones of the same
/// person replace earlier ones; all of them stay in the ledger.
struct Ruling {
  RulingKind kind{RulingKind::failed};
  std::string candidate{};
  std::string scenario{};
  std::string check{};
  std::string by{};       ///< who: never empty
  std::string role{};     ///< of that person ("assessor", "chief examiner")
  std::string comment{};  ///< of a waiver: its reason, never empty
  Time at{};
  std::optional<Time> expires{};  ///< the first moment at which it no longer counts
  bool operator==(const Ruling&) const = default;
};

}  // namespace labcheck
