#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "observe/engine.hpp"
#include "observe/known_hosts.hpp"
#include "observe/trouble.hpp"

namespace labcheck::observe {

/// Which host key is whose: a pin of the roster, the user's known_hosts, what was learnt on first use.
class HostKeyring {
 public:
  HostKeyring(HostKeys policy, const std::string& known_file, std::string learnt_file);

  /// The types of host key to ask for first, nothing when none is known.
  std::vector<std::string> types(std::string_view host, std::uint16_t port, std::string_view pin) const;
  /// Trouble unless this key is the host's. An unknown key is learnt, or refused when the policy is strict.
  std::optional<Trouble> judge(std::string_view host, std::uint16_t port, std::string_view pin, std::string_view key);

 private:
  void learn(std::string_view host, std::uint16_t port, std::string_view key);

  HostKeys policy_;
  std::string known_file_;
  std::string learnt_file_;
  KnownHosts known_{};
  KnownHosts learnt_{};
};

}  // namespace labcheck::observe
