#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <labcheck/ledger.hpp>

#include "ledger/naming.hpp"
#include "ledger/store.hpp"

namespace labcheck::ledger {

/// Records that wait to be written weigh at most so many bytes together.
inline constexpr std::size_t most_waiting = std::size_t{256} << 20;

/// Hands records to a thread of its own, which commits all that have come up while it was busy in one transaction.
class Writer final : public LedgerWriter {
 public:
  /// More than `most_waiting_bytes` in the queue mean that the disk is not keeping up: the ledger is then in trouble.
  /// `signer`: the fingerprint of the key that the store signs with, or empty. `last`: the number of the last record
  /// that is there already; with one, `begin` records the run's last continuation and the draws only.
  Writer(std::string path, Store store, std::size_t most_waiting_bytes, std::string signer = {}, std::int64_t last = 0);
  ~Writer() override;

  void begin(const RunInfo& run, const Plan& plan) override;
  void check_started(const CheckKey& check) override;
  std::int64_t observed(Observation& observation) override;
  void check_ended(const CheckEnd& end) override;
  void host(const HostFacts& facts) override;
  void flag(const Flag& flag) override;
  void ruling(const Ruling& ruling) override;
  void continued(const Continuation& continuation) override;
  void end(const RunInfo& run) override;
  /// Signs all that stands before, where there is a key; `end` does so by itself.
  void sign();
  bool healthy() const override;
  std::string trouble() const override;
  void when_durable(std::function<void(bool durable)> then) override;
  bool flush() override;
  bool close() override;

 private:
  using Lock = std::unique_lock<std::mutex>;
  struct Waiting {
    std::int64_t seq{0};
    std::function<void(bool durable)> then{};
  };

  std::int64_t give(Entry entry);
  std::int64_t put(Entry entry, const Lock& held);
  void fail(std::string message);
  void work();
  void write_queue(Lock& lock);
  void settle(Lock& lock);
  bool settled(std::int64_t seq) const;

  const std::string path_;
  const std::size_t most_waiting_;
  const std::string signer_;
  Naming naming_{};
  Store store_;  // the thread's own

  mutable std::mutex mutex_{};
  std::condition_variable wake_{};
  std::condition_variable progress_{};
  std::deque<Entry> queue_{};
  std::size_t waiting_bytes_{0};
  std::int64_t last_{0};       // number given out last
  std::int64_t durable_{0};    // the last one that is safe
  std::int64_t lost_from_{0};  // the first one that is lost, 0 while none is
  std::vector<Waiting> waiting_{};
  std::string trouble_{};
  bool closing_{false};
  bool closed_{false};
  bool single_file_{false};

  std::thread thread_{};  // last: it uses all of the above
};

}  // namespace labcheck::ledger
