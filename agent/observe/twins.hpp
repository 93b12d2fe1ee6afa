#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <labcheck/ledger.hpp>
#include <labcheck/observation.hpp>

namespace labcheck::observe {

/// Remembers which machine stands behind which host, to tell when two hosts are one ("twin-host") or copies of one
/// image ("cloned-host"). What decides stands in docs/reference/flags.md. Looks hosts up by what they share, so that a
/// thousand of them cost a thousand look-ups.
class Twins {
 public:
  /// `shared` hosts are one for several candidates by the roster's own word (the agent's machine, a proctor's host):
  /// they are no twins of one another.
  std::vector<Flag> meet(const HostFacts& facts, bool shared);

 private:
  struct Seen {
    HostFacts facts{};
    bool shared{false};
  };

  std::map<std::string, Seen> by_trait_{};
  std::set<std::string> told_{};
};

/// Tells when another machine, or the same one started anew, stands behind a host than before ("changed-host").
class ChangedHosts {
 public:
  /// What an earlier session recorded, of this run or before it was resumed.
  void remember(const HostFacts& facts);
  /// `restarts`: the scenario itself has asked for a restart, so that another boot id is no news.
  std::vector<Flag> meet(const HostFacts& facts, bool restarts);

 private:
  std::map<std::pair<std::string, std::string>, HostFacts> last_{};
};

}  // namespace labcheck::observe
