#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include <labcheck/roster.hpp>

namespace labcheck::ledger {

/// Knows what candidates are called by: ids, names, addresses. A sentence about one may name another (two hosts that
/// are one machine); it is then kept twice, so that an export can leave the other out.
class Naming {
 public:
  Naming() = default;
  explicit Naming(const Roster& roster);

  /// The text with everything that names other candidates than this one taken out; nothing when it names none.
  std::optional<std::string> without_others(const std::string& candidate, const std::string& text) const;

 private:
  std::map<std::string, std::set<std::string>> words_{};  ///< by candidate
};

}  // namespace labcheck::ledger
