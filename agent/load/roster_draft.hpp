#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <labcheck/roster.hpp>

namespace labcheck::load {

/// A secret as a roster names it; it is fetched only when a host needs it.
struct SecretSpec {
  enum class Kind { literal, env, file, command, ask };

  Kind kind{Kind::literal};
  std::string text{};  ///< the secret itself, or the variable, path, command or prompt
  Place place{};
  std::size_t length{0};  ///< bytes that a literal takes up in the file; 0 for a YAML scalar
};

/// What one level of a roster (defaults, candidate, host) says about getting in; unset leaves it to the level above.
struct LoginSpec {
  std::optional<std::string> user{};
  std::optional<std::string> key{};
  std::optional<std::string> via{};
  std::optional<std::string> host_key{};
  std::optional<std::uint16_t> port{};
  std::optional<bool> agent{};
  std::optional<bool> sudo{};
  std::optional<SecretSpec> password{};
  std::optional<SecretSpec> passphrase{};
  std::optional<SecretSpec> sudo_password{};
  Place via_place{};
  SshSettings ssh{};  ///< of the user's ssh_config
};

struct DraftHost {
  RosterHost host{};  ///< its login is still unset; a connect port of 0 is the login's, else 22
  LoginSpec login{};
};

struct DraftCandidate {
  Candidate candidate{};  ///< without hosts
  std::vector<DraftHost> hosts{};
  std::map<std::string, SecretSpec> fetched_parameters{};  ///< those that are written as secrets
};

struct DraftJump {
  Jump jump{};
  LoginSpec login{};
  Place place{};
};

/// A roster as any of the file formats gives it, before secrets are fetched and names are checked.
struct Draft {
  std::vector<DraftCandidate> candidates{};
  std::vector<DraftJump> jumps{};
  std::vector<SecretSpec> literals{};  ///< secrets that stand in the file itself
};

/// The lower level's settings over the upper level's.
LoginSpec merged(LoginSpec upper, const LoginSpec& lower);

}  // namespace labcheck::load
