#include "ledger/owners.hpp"

#include <fmt/format.h>

namespace labcheck::ledger {

void Owners::found(std::int64_t seq, std::string what) {
  findings_.push_back({.first = seq, .last = seq, .what = std::move(what)});
}

void Owners::add(const Row& row) {
  const auto& [seq, candidate] = std::tie(row.entry.seq, row.entry.candidate);
  if (row.withheld()) {
    withheld_.emplace_back(seq, row.owner);
    if (!is_bare(row)) {
      found(seq, "changed: it is withheld, yet holds more than its digest");
    }
    return;
  }
  if (row.owner.empty()) {
    if (!candidate.empty()) {
      found(seq, fmt::format("it is of candidate '{}' and has no owner's mark", candidate));
    }
    return;
  }
  const auto& mark = marks_.emplace(candidate, row.owner).first->second;
  const auto& owner = candidates_.emplace(row.owner, candidate).first->second;
  if (mark != row.owner || owner != candidate) {
    found(seq, fmt::format("its owner's mark is not that of candidate '{}'", candidate));
  }
}

std::vector<Finding> Owners::findings() const {
  auto findings = findings_;
  for (const auto& [seq, mark] : withheld_) {
    const auto owner = candidates_.find(mark);
    if (mark.empty()) {
      findings.push_back({seq, seq, "withheld, though it is of the whole run"});
    } else if (owner != candidates_.end() && !owner->second.empty()) {
      findings.push_back(
          {seq, seq, fmt::format("withheld, though it is of candidate '{}', whose others are here", owner->second)});
    }
  }
  return findings;
}

}  // namespace labcheck::ledger
