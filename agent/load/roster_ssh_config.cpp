#include "load/roster_ssh_config.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "load/roster_address.hpp"

namespace labcheck::load {
namespace {

constexpr std::array guessed_files{"/.ssh/id_ed25519", "/.ssh/id_ecdsa", "/.ssh/id_rsa"};
constexpr int longest_timeout = 600;
constexpr std::size_t most_jumps = 64;  ///< a chain without an end is told before

/// Fills in one draft.
class Applying {
 public:
  Applying(Draft& draft, const SshConfig& config, Findings& findings)
      : draft_{draft}, config_{config}, findings_{findings} {}

  void go() {
    for (auto& candidate : draft_.candidates) {
      for (auto& host : candidate.hosts) {
        if (!host.host.local) {
          apply_to_host(host);
        }
      }
    }
    // ProxyJump adds to the jumps, whose own hosts may need others.
    for (std::size_t at = 0; at < draft_.jumps.size() && at < most_jumps; ++at) {
      auto jump = draft_.jumps[at];
      jump.jump.host = apply(jump.jump.host, jump.jump.port, jump.login, jump.place, jump.jump.name);
      draft_.jumps[at] = std::move(jump);
    }
  }

 private:
  void apply_to_host(DraftHost& host) {
    const bool one_value = host.host.address == host.host.connect_host;
    host.host.connect_host = apply(host.host.connect_host, host.host.connect_port, host.login, host.host.place, {});
    if (one_value) {
      host.host.address = host.host.connect_host;
    }
  }

  /// Fills in a login; gives the address.
  std::string apply(const std::string& name, std::uint16_t& port, LoginSpec& login, const Place& place,
                    const std::string& jump) {
    SshQuery query{
        .name = name, .user = login.user, .has_key = login.key.has_value(), .has_way = login.via.has_value()};
    if (port != 0 || login.port) {
      query.port = port != 0 ? port : *login.port;
    }
    const auto found = config_.look_up(query);
    if (!tell(found.diagnostics) || !config_.on()) {
      return name;
    }
    port = query.port.value_or(found.port.value_or(0));
    if (!login.user && found.user) {
      login.user = found.user;
    }
    auto& ssh = login.ssh;
    ssh.known_as = found.host_key_alias.value_or("");
    ssh.strict = found.strict == "yes";
    ssh.connect_seconds = std::min(found.connect_seconds.value_or(0), longest_timeout);
    take_keys(login, query, found, place);
    take_known_hosts(login, query, found, place);
    take_way(login, query, found, jump);
    return ssh_address(query, found);
  }

  /// Each finding once, though many hosts meet it; false when one is an error.
  bool tell(const Diagnostics& diagnostics) {
    for (const auto& diagnostic : diagnostics) {
      if (told_.insert(to_string(diagnostic.place) + diagnostic.message).second) {
        findings_.error(diagnostic.place, diagnostic.message);
      }
    }
    return diagnostics.empty();
  }

  std::string expanded(const std::string& text, const SshQuery& query, const SshHost& found, const Place& place) {
    const auto path = config_.expand(text, query, found);
    if (!path && told_.insert(path.error().message).second) {
      findings_.error(place, fmt::format("ssh_config for '{}': {}", query.name, path.error().message));
    }
    return path.value_or("");
  }

  void take_keys(LoginSpec& login, const SshQuery& query, const SshHost& found, const Place& place) {
    auto& ssh = login.ssh;
    const auto agent = found.identity_agent.value_or("SSH_AUTH_SOCK");
    if (agent == "none") {
      login.agent = login.agent.value_or(false);
    } else if (agent != "SSH_AUTH_SOCK") {
      const bool variable = agent.starts_with('$') && !agent.starts_with("${");
      ssh.agent_socket = expanded(variable ? "${" + agent.substr(1) + "}" : agent, query, found, place);
    }
    if (login.key) {
      return;
    }
    ssh.only_these_keys = found.identities_only.value_or(false);
    for (const auto& file : found.identity_files) {
      if (file != "none") {
        ssh.keys.push_back(expanded(file, query, found, place));
      }
    }
    ssh.guessed_keys = found.identity_files.empty() && !login.password;
    if (ssh.guessed_keys) {
      for (const auto* file : guessed_files) {
        ssh.keys.push_back(config_.home() + file);
      }
    }
  }

  void take_known_hosts(LoginSpec& login, const SshQuery& query, const SshHost& found, const Place& place) {
    if (!found.user_known_hosts && !found.global_known_hosts) {
      return;
    }
    using Files = std::vector<std::string>;
    const auto user = found.user_known_hosts.value_or(Files{"~/.ssh/known_hosts", "~/.ssh/known_hosts2"});
    const auto global =
        found.global_known_hosts.value_or(Files{"/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2"});
    for (const auto& files : {user, global}) {
      for (const auto& file : files) {
        login.ssh.known_hosts.push_back(expanded(file, query, found, place));
      }
    }
  }

  void take_way(LoginSpec& login, const SshQuery& query, const SshHost& found, const std::string& jump) {
    if (login.via || !config_.on()) {
      return;
    }
    if (found.command) {
      const auto message = fmt::format(
          "the host '{}' is reached by ProxyCommand, which labcheck does not run (write "
          "ProxyJump, or 'via' in the roster)",
          query.name);
      tell({{.severity = Severity::error, .place = found.way_place, .message = message}});
    } else if (found.jumps && !found.jumps->empty()) {
      login.via = chain(*found.jumps, found.way_place, jump);
      login.via_place = found.way_place;
    }
  }

  /// The name of the last jump of a chain, whose jumps are made where they aren't there yet.
  std::string chain(const std::vector<std::string>& hops, const Place& place, const std::string& jump) {
    std::string name;
    for (const auto& hop : hops) {
      const auto via = name;
      name += (name.empty() ? "" : ",") + hop;
      if (name == jump) {
        tell({{.severity = Severity::error,
               .place = place,
               .message = fmt::format("the jump host '{}' leads through itself (write 'Host !{} *', or ProxyJump none "
                                      "for it)",
                                      jump, hop)}});
        return {};
      }
      add_jump(name, hop, via, place);
    }
    return name;
  }

  void add_jump(const std::string& name, const std::string& hop, const std::string& via, const Place& place) {
    const bool there = std::any_of(draft_.jumps.begin(), draft_.jumps.end(),
                                   [&](const DraftJump& own) { return own.jump.name == name; });
    const auto address = parse_host_address(hop);
    if (there || !address) {
      return;
    }
    DraftJump jump{.jump = {.name = name, .host = address->host, .port = address->port}, .login = {}, .place = place};
    if (!address->user.empty()) {
      jump.login.user = address->user;
    }
    if (!via.empty()) {
      jump.login.via = via;
    }
    draft_.jumps.push_back(std::move(jump));
  }

  Draft& draft_;
  const SshConfig& config_;
  Findings& findings_;
  std::set<std::string> told_{};
};

}  // namespace

namespace {

void check_jump_chains(const Draft& draft, Findings& findings) {
  for (const auto& start : draft.jumps) {
    std::vector<std::string> passed{start.jump.name};
    auto via = start.login.via.value_or("");
    while (!via.empty()) {
      const auto next = std::find_if(draft.jumps.begin(), draft.jumps.end(),
                                     [&](const DraftJump& own) { return own.jump.name == via; });
      if (via == start.jump.name) {
        passed.push_back(via);
        findings.error(start.login.via_place.line > 0 ? start.login.via_place : start.place,
                       fmt::format("jump host '{}' leads through itself: {}", via, fmt::join(passed, " → ")));
        break;
      }
      if (next == draft.jumps.end() || std::find(passed.begin(), passed.end(), via) != passed.end()) {
        break;
      }
      passed.push_back(via);
      via = next->login.via.value_or("");
    }
  }
}

void straighten(LoginSpec& login) {
  if (login.via == "none") {
    login.via = "";
  }
}

}  // namespace

void apply_ssh_config(Draft& draft, const SshConfig& config, Findings& findings) {
  for (auto& candidate : draft.candidates) {
    for (auto& host : candidate.hosts) {
      straighten(host.login);
    }
  }
  for (auto& jump : draft.jumps) {
    straighten(jump.login);
  }
  Applying{draft, config, findings}.go();
  check_jump_chains(draft, findings);
}

}  // namespace labcheck::load
