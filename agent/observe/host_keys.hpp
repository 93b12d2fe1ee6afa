#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "observe/engine.hpp"
#include "observe/known_hosts.hpp"
#include "observe/trouble.hpp"

namespace labcheck::observe {

/// Under which name a host's key is known, and where.
struct KnownAs {
  std::string name{};
  std::uint16_t port{22};
  std::string pin{};                 ///< of the roster: the one key that is accepted
  std::string plain_name{};          ///< what ssh itself calls a host behind a jump host
  bool strict{false};                ///< an unknown key is refused, whatever the policy
  std::vector<std::string> files{};  ///< in place of the run's own
};

/// Which host key is whose: a pin of the roster, the user's known_hosts, what was learnt on first use.
class HostKeyring {
 public:
  explicit HostKeyring(const EngineOptions& options);

  /// The types of host key to ask for first, nothing when none is known.
  std::vector<std::string> types(const KnownAs& host);
  /// Trouble unless this key is the host's. An unknown key is learnt, or refused when the policy is strict.
  std::optional<Trouble> judge(const KnownAs& host, std::string_view key);

 private:
  using Standing = KnownHosts::Standing;
  struct Found {
    Standing standing{Standing::unknown};
    std::string file{};
  };

  const std::vector<std::string>& files_of(const KnownAs& host) const;
  const KnownHosts& read(const std::string& file);
  Found find(const KnownAs& host, std::string_view key);
  std::optional<Trouble> judge_pin(const KnownAs& host, std::string_view key, const std::string& shown);
  bool has_authority(const KnownAs& host);
  void learn(const KnownAs& host, std::string_view key);

  HostKeys policy_;
  std::vector<std::string> files_{};
  bool only_these_{false};
  std::string learnt_file_;
  std::map<std::string, KnownHosts> read_{};
  KnownHosts learnt_{};
};

}  // namespace labcheck::observe
