#pragma once

#include <labcheck/plan.hpp>
#include <labcheck/run_info.hpp>
#include <labcheck/verdict.hpp>

namespace labcheck::cli {

/// Tells somebody how a run goes; called on the I/O thread. It must never wait for whom it tells.
class Teller {
 public:
  Teller() = default;
  virtual ~Teller() = default;
  Teller(const Teller&) = delete;
  Teller& operator=(const Teller&) = delete;

  /// The first check is about to be asked. The plan is the one without secrets, and lives as long as the run.
  virtual void begun(const RunInfo& /*run*/, const Plan& /*judged*/) {}
  /// Something of a check was answered.
  virtual void heard(const CheckKey& /*check*/) {}
  /// A check has ended, and no crash can take it back. `earlier`: it had in a part of the run before this one.
  virtual void ended(const CandidatePlan& /*plan*/, const CheckResult& /*check*/, bool /*earlier*/) {}
  virtual void flagged(const Flag& /*flag*/) {}
  /// Some five times a second.
  virtual void tick() {}
  /// The program was stopped, and goes on.
  virtual void woken() {}
  /// All is asked, or the program is about to end: reports may be written to the same terminal.
  virtual void leave() {}
  /// The reports are written.
  virtual void over(const RunResult& /*result*/, int /*exit_code*/) {}
};

}  // namespace labcheck::cli
