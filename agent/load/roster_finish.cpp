#include "load/roster_finish.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <labcheck/spelling.hpp>

#include "load/roster_secrets.hpp"

namespace labcheck::load {
namespace {

constexpr std::uint16_t ssh_port = 22;

/// Turns a draft into a roster.
class Finishing {
 public:
  Finishing(const Draft& draft, const std::string& path, const SecretSources& sources, Findings& findings)
      : draft_{draft}, secrets_{path, sources, findings}, findings_{findings} {
    for (const auto& jump : draft.jumps) {
      jump_names_.push_back(jump.jump.name);
    }
  }

  Roster finish() {
    secrets_.check_file_mode(draft_.literals);
    check_keys();
    Roster roster;
    for (const auto& draft : draft_.candidates) {
      check_id(draft.candidate);
      roster.candidates.push_back(finish_candidate(draft));
    }
    for (const auto& draft : draft_.jumps) {
      auto jump = draft.jump;
      jump.port = jump.port != 0 ? jump.port : draft.login.port.value_or(ssh_port);
      jump.login = finish_login(draft.login, {}, draft.place);
      roster.jumps.push_back(std::move(jump));
    }
    secrets_.warn_of_shared();
    return roster;
  }

 private:
  void check_keys() {
    for (const auto& candidate : draft_.candidates) {
      for (const auto& host : candidate.hosts) {
        secrets_.check_key(host.host.local ? "" : host.login.key.value_or(""), host.host.place);
      }
    }
    for (const auto& jump : draft_.jumps) {
      secrets_.check_key(jump.login.key.value_or(""), jump.place);
    }
  }

  void check_id(const Candidate& candidate) {
    if (candidate.id.empty() || !check_name(candidate.id, "._-", "candidate id", candidate.place, findings_)) {
      return;
    }
    const auto [first, fresh] = ids_.try_emplace(candidate.id, candidate.place);
    if (!fresh) {
      findings_.error(candidate.place,
                      fmt::format("duplicate candidate '{}' (first at line {})", candidate.id, first->second.line));
    }
  }

  Candidate finish_candidate(const DraftCandidate& draft) {
    auto candidate = draft.candidate;
    for (const auto& [name, spec] : draft.fetched_parameters) {
      if (const auto secret = secrets_.fetch(spec)) {
        candidate.parameters[name] = secret->reveal();
        candidate.secret_parameters.insert(name);
      }
    }
    for (const auto& each : draft.hosts) {
      auto host = each.host;
      if (host.connect_port == 0) {
        host.connect_port = each.login.port.value_or(ssh_port);
      }
      host.login =
          finish_login(host.local ? local_login(each.login) : each.login, host.local ? "" : candidate.id, host.place);
      candidate.hosts.push_back(std::move(host));
    }
    return candidate;
  }

  /// This machine is entered by no login; only sudo may want a password.
  static LoginSpec local_login(LoginSpec login) {
    login.passphrase.reset();
    login.via.reset();
    if (!login.sudo.value_or(false)) {
      login.password.reset();
      login.sudo_password.reset();
    }
    return login;
  }

  /// `candidate`: whose sshd will see the passwords; empty for nobody's.
  Login finish_login(const LoginSpec& spec, const std::string& candidate, const Place& place) {
    Login login;
    login.user = spec.user.value_or(login.user);
    login.key = spec.key.value_or("");
    login.agent = spec.agent.value_or(true);
    login.sudo = spec.sudo.value_or(false);
    login.via = spec.via.value_or("");
    login.host_key = spec.host_key.value_or("");
    login.ssh = spec.ssh;
    login.password = fetch(spec.password, candidate);
    login.sudo_password = fetch(spec.sudo_password, candidate);
    login.passphrase = fetch(spec.passphrase, "");
    if (!login.via.empty() && std::find(jump_names_.begin(), jump_names_.end(), login.via) == jump_names_.end()) {
      const auto& where = spec.via_place.line > 0 ? spec.via_place : place;
      if (unknown_vias_.insert(to_string(where)).second) {
        findings_.error(where,
                        fmt::format("unknown jump host '{}'{}", login.via, did_you_mean(login.via, jump_names_)));
      }
    }
    return login;
  }

  std::optional<Secret> fetch(const std::optional<SecretSpec>& spec, const std::string& candidate) {
    if (!spec) {
      return std::nullopt;
    }
    auto secret = secrets_.fetch(*spec);
    if (secret && !candidate.empty()) {
      secrets_.seen_by(candidate, *spec, *secret);
    }
    return secret;
  }

  const Draft& draft_;
  RosterSecrets secrets_;
  Findings& findings_;
  std::vector<std::string> jump_names_;
  std::map<std::string, Place> ids_;
  std::set<std::string> unknown_vias_;
};

}  // namespace

Roster finish_roster(const Draft& draft, const std::string& path, const SecretSources& secrets, Findings& findings) {
  return Finishing{draft, path, secrets, findings}.finish();
}

}  // namespace labcheck::load
