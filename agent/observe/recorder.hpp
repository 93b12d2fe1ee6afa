#pragma once

#include <deque>
#include <functional>
#include <map>
#include <vector>

#include <labcheck/ledger.hpp>

#include "judge/check.hpp"

namespace labcheck::observe {

/// Everything that is observed passes here: into the ledger, and kept for judging while the run goes on.
class Recorder {
 public:
  explicit Recorder(LedgerWriter& ledger) : ledger_{ledger} {}

  void check_started(const CheckKey& check) { ledger_.check_started(check); }
  const Observation* observed(Observation observation);
  void check_ended(CheckEnd end);
  void host(const HostFacts& facts);
  /// A flag that was raised before is not raised again.
  void flag(const Flag& flag);
  void ruling(const Ruling& ruling);

  bool healthy() const { return ledger_.healthy(); }
  /// What is recorded of one check; the pointers stay good.
  judge::CheckRecord check(const CheckKey& key) const;
  /// What people ruled before the run.
  const std::vector<Ruling>& rulings() const { return rulings_; }
  /// All of it, in the order of recording.
  Record take(const RunInfo& run);

 private:
  LedgerWriter& ledger_;
  std::deque<Observation> observations_{};
  std::deque<CheckEnd> ends_{};
  std::map<CheckKey, judge::CheckRecord> checks_{};
  std::vector<HostFacts> hosts_{};
  std::vector<Flag> flags_{};
  std::vector<Ruling> rulings_{};
};

}  // namespace labcheck::observe
