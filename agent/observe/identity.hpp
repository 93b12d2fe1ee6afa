#pragma once

#include <map>
#include <string>
#include <vector>

#include <labcheck/answer.hpp>
#include <labcheck/ledger.hpp>
#include <labcheck/request.hpp>

namespace labcheck::observe {

/// What a host is asked about itself, once a session, within its first batch.
Script identity_script();

struct Identity {
  HostFacts facts{};
  std::vector<Flag> flags{};  ///< tripwires: "preload", "mount-over-system", "clock-skew"
};

/// Reads the answer to `identity_script`; `heard` is the agent's time when it came. Candidate, host and host key are
/// left to the caller.
Identity read_identity(const Answer& answer, Time heard);

/// Remembers which machine stands behind which host, to tell when two hosts are one ("twin-host").
class Twins {
 public:
  std::vector<Flag> meet(const HostFacts& facts);

 private:
  std::map<std::string, HostFacts> by_machine_{};
  std::vector<std::string> told_{};
};

}  // namespace labcheck::observe
