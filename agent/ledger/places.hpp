#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/opening.hpp"
#include "ledger/verify.hpp"

namespace labcheck::ledger {

/// What the chain alone says of a ledger's records.
struct Places {
  std::vector<Finding> findings{};                   ///< changed, missing, moved, added
  std::vector<std::optional<std::string>> before{};  ///< for each row: the chain value before it, where it is known
};

/// Walks the chain over rows in the order of their numbers. Where it breaks it says which record is to blame, finds
/// the place of one that was moved, and goes on behind it.
Places look_at_places(const std::vector<Row>& rows);

}  // namespace labcheck::ledger
