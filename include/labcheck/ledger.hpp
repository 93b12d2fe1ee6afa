#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <labcheck/observation.hpp>
#include <labcheck/plan.hpp>
#include <labcheck/verdict.hpp>

namespace labcheck {

/// What is known of a host that was reached; recorded once per session.
struct HostFacts {
  std::string candidate{};
  std::string host{};
  std::string host_key{};  ///< "SHA256:…" fingerprint with its type in front
  std::string machine_id{};
  std::string product_uuid{};
  std::string boot_id{};
  Duration clock_skew{0};                ///< host minus agent
  std::vector<std::string> addresses{};  ///< of its interfaces, loopback left out
};

/// The values drawn for one candidate in one scenario.
struct Draw {
  std::string candidate{};
  std::string scenario{};
  Parameters parameters{};  ///< those of type `secret` as the mask
};

/// The write side of a run's ledger, as observing sees it. Calls never block on the disk. After a failure of the
/// ledger's own `healthy()` is false and the run must stop (exit code 4).
class LedgerWriter {
 public:
  virtual ~LedgerWriter() = default;
  virtual void begin(const RunInfo& run, const Plan& plan) = 0;  ///< texts, roster without secrets, draws
  virtual void check_started(const CheckKey& check) = 0;
  /// Stores the observation and gives it its number.
  virtual std::int64_t observed(Observation& observation) = 0;
  virtual void check_ended(const CheckEnd& end) = 0;
  virtual void host(const HostFacts& facts) = 0;
  virtual void flag(const Flag& flag) = 0;
  virtual void ruling(const Ruling&) {}
  virtual void continued(const Continuation&) {}
  virtual void end(const RunInfo& run) = 0;
  virtual bool healthy() const = 0;
  /// What went wrong: one sentence, empty while all is well.
  virtual std::string trouble() const { return {}; }
  /// Calls `then` from another thread once everything given so far is safe on the disk (true) or never will be
  /// (false). A check that changes the lab should send nothing before its check_started is safe, and nothing counts
  /// as acknowledged before its check_ended is.
  virtual void when_durable(std::function<void(bool durable)> then) { then(healthy()); }
  /// Waits until everything given so far is safe on the disk; false when it never will be.
  virtual bool flush() { return healthy(); }
  /// Flushes and makes the ledger a single file again; nothing may be given after it. The destructor does so too.
  virtual bool close() { return healthy(); }
};

/// All that a run recorded, in order: enough to judge it again.
struct Record {
  RunInfo run{};
  std::vector<SourceText> sources{};
  std::vector<std::string> scenarios{};  ///< names among `sources`, in the run's order
  std::vector<std::string> selected_codes{};
  Roster roster{};  ///< without secrets
  std::vector<Draw> draws{};
  std::vector<Observation> observations{};
  std::vector<CheckKey> started{};
  std::vector<CheckEnd> ends{};
  std::vector<HostFacts> hosts{};
  std::vector<Flag> flags{};
  std::vector<Ruling> rulings{};
};

}  // namespace labcheck
