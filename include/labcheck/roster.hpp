#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <labcheck/node.hpp>
#include <labcheck/place.hpp>
#include <labcheck/scenario.hpp>
#include <labcheck/secret.hpp>

namespace labcheck {

/// What the user's ssh_config adds to a login; nothing of it is set where there is none.
struct SshSettings {
  std::vector<std::string> keys{};         ///< further private key files, tried after `Login::key`
  bool only_these_keys{false};             ///< of the ssh-agent's keys only those that the key files name
  bool guessed_keys{false};                ///< `keys` are ssh's default files: missing ones are no trouble
  std::string agent_socket{};              ///< empty: $SSH_AUTH_SOCK
  std::vector<std::string> known_hosts{};  ///< files in place of the run's own
  std::string known_as{};                  ///< the name under which the host key is known
  bool strict{false};                      ///< an unknown host key is refused, whatever the run says
  int connect_seconds{0};                  ///< 0: the run's own
};

/// How the agent gets into one host. Unset fields were not given anywhere in the roster.
struct Login {
  std::string user{"root"};
  std::optional<Secret> password{};
  std::string key{};  ///< private key file; empty for none
  std::optional<Secret> passphrase{};
  bool agent{true};  ///< try the user's ssh-agent
  bool sudo{false};
  std::optional<Secret> sudo_password{};  ///< defaults to `password`
  std::string via{};                      ///< name of a jump host, empty for none
  std::string host_key{};                 ///< pinned: "ssh-ed25519 AAAA…", empty for none
  SshSettings ssh{};
};

/// One host of a candidate.
struct RosterHost {
  std::string role{};  ///< "web", or "demo/web-tier/web" for that scenario alone
  int index{0};
  std::string connect_host{};  ///< the agent's way in: a name or an address
  std::uint16_t connect_port{22};
  std::string address{};  ///< the lab's own address
  bool local{false};      ///< this very machine, by processes instead of SSH
  Login login{};
  Place place{};
};

struct Candidate {
  std::string id{};
  std::string name{};
  std::string seat{};
  std::vector<RosterHost> hosts{};
  std::map<std::string, std::string> parameters{};
  std::set<std::string> secret_parameters{};  ///< those of them that are given as `{env: …}` and the like
  Place place{};
};

struct Jump {
  std::string name{};
  std::string host{};
  std::uint16_t port{22};
  Login login{};
};

/// Who is graded, on which hosts, and how to get in.
struct Roster {
  std::vector<Candidate> candidates{};
  std::vector<Jump> jumps{};
  std::vector<SourceText> sources{};  ///< secrets taken out
};

}  // namespace labcheck
