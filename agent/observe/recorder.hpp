#pragma once

#include <deque>
#include <functional>
#include <map>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include <labcheck/ledger.hpp>

#include "judge/check.hpp"

namespace labcheck::observe {

/// What a recorder tells as it takes it.
struct RecorderEvents {
  std::function<void(const CheckKey&)> observed{};
  std::function<void(const Flag&)> flag{};  ///< each once
};

/// Everything that is observed passes here: into the ledger, and kept for judging while the run goes on.
class Recorder {
 public:
  explicit Recorder(LedgerWriter& ledger, RecorderEvents events = {}) : ledger_{ledger}, events_{std::move(events)} {}

  /// Takes over what earlier parts of the run recorded; before anything else.
  void recall(Record past);

  void check_started(const CheckKey& check);
  const Observation* observed(Observation observation);
  void check_ended(CheckEnd end);
  void host(const HostFacts& facts);
  /// A flag that was raised before is not raised again.
  void flag(const Flag& flag);
  void ruling(const Ruling& ruling);

  bool healthy() const { return ledger_.healthy(); }
  /// Waits until everything given so far is safe on the disk; false when it never will be.
  boost::asio::awaitable<bool> durable();
  /// The number of the last run of a check that was begun or ended, 0 for none; that of the key doesn't matter.
  int last_run(CheckKey key) const;
  /// What is recorded of one check; the pointers stay good.
  judge::CheckRecord check(const CheckKey& key) const;
  /// What people ruled before the run.
  const std::vector<Ruling>& rulings() const { return rulings_; }
  /// All of it, in the order of recording.
  Record take(const RunInfo& run);

 private:
  void note(CheckKey key);
  const Observation* keep(Observation observation);
  void keep(CheckEnd end);

  LedgerWriter& ledger_;
  RecorderEvents events_;
  std::deque<Observation> observations_{};
  std::deque<CheckEnd> ends_{};
  std::map<CheckKey, judge::CheckRecord> checks_{};
  std::map<CheckKey, int> last_runs_{};  ///< by the key with run 0
  std::vector<HostFacts> hosts_{};
  std::vector<Flag> flags_{};
  std::vector<Ruling> rulings_{};
};

}  // namespace labcheck::observe
