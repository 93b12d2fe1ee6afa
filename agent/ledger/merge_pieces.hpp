#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/merging.hpp"

namespace labcheck::ledger {

/// A source taken apart. It must outlive this.
struct Piece {
  const MergeSource* source{nullptr};
  Record record{};                                         ///< without what was asked
  MergedPart part{};                                       ///< how the merged ledger will name it
  std::map<std::string, const Row*> roster{};              ///< by candidate
  std::map<std::string, std::vector<const Row*>> asked{};  ///< by candidate: draws and all that followed, in order
};

/// Fails for a ledger that can't be merged, whatever the others are.
Result<Piece> take_apart(const MergeSource& source);

/// Why two sources aren't of one exam, a sentence each; empty when they are. Rosters apart.
std::vector<std::string> differences(const Piece& one, const Piece& other);
/// What two rosters say differently of one candidate: the member's name, or an empty text.
std::string difference_in_roster(const Row& one, const Row& other);

/// Reads a row into a record, but for what a candidate was asked and answered: that is kept as it lies.
Result<void> read_plan_row(const Row& row, Record& record);
/// Whether records of a kind are of what a candidate was asked.
bool is_of_asking(std::string_view kind);
/// The candidate whose asking a row belongs to; a flag that names others is nobody's, but its body says whose it is.
/// Empty: what an agent recorded of itself.
std::string candidate_of(const Row& row);

}  // namespace labcheck::ledger
