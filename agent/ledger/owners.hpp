#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "ledger/opening.hpp"
#include "ledger/verify.hpp"

namespace labcheck::ledger {

/// Whose records those of a ledger are, by their marks. What is withheld must be of others, and wholly: nobody can
/// leave out what speaks against a candidate.
class Owners {
 public:
  void add(const Row& row);

  /// The mark of each candidate; of what is confidential under the empty name.
  const std::map<std::string, std::string>& marks() const { return marks_; }
  std::int64_t withheld() const { return static_cast<std::int64_t>(withheld_.size()); }
  /// Everything that contradicts, once all rows were added.
  std::vector<Finding> findings() const;

 private:
  void found(std::int64_t seq, std::string what);

  std::map<std::string, std::string> marks_{};
  std::map<std::string, std::string> candidates_{};  ///< by mark
  std::vector<std::pair<std::int64_t, std::string>> withheld_{};
  std::vector<Finding> findings_{};
};

}  // namespace labcheck::ledger
