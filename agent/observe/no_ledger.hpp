#pragma once

#include <labcheck/ledger.hpp>

namespace labcheck::observe {

/// Keeps nothing: of a trial, and in tests.
class NoLedger final : public LedgerWriter {
 public:
  void begin(const RunInfo&, const Plan&) override {}
  void check_started(const CheckKey&) override {}
  std::int64_t observed(Observation&) override { return ++last_; }
  void check_ended(const CheckEnd&) override {}
  void host(const HostFacts&) override {}
  void flag(const Flag&) override {}
  void end(const RunInfo&) override {}
  bool healthy() const override { return true; }

 private:
  std::int64_t last_{0};
};

}  // namespace labcheck::observe
