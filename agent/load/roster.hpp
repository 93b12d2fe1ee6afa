#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <labcheck/roster.hpp>

#include "load/loaded.hpp"
#include "load/sources.hpp"
#include "load/ssh_config.hpp"

namespace labcheck::load {

/// How secrets that the roster only names are fetched; `{ask: …}` and `--ask-pass` prompt on the terminal.
struct SecretSources {
  std::function<std::optional<std::string>(const std::string& variable)> env{};
  std::function<Result<std::string>(const std::string& path)> file{};
  std::function<Result<std::string>(const std::string& command)> command{};
  std::function<Result<std::string>(const std::string& prompt)> ask{};
  bool open_files{false};  ///< take secrets from files that others can read, with a warning: a share without modes
};

/// Environment, files, processes and terminal of this machine. Each `ask` prompt is put once.
SecretSources machine_secrets(bool open_files = false);

/// Loads a roster: YAML, CSV (`.csv`) or an Ansible inventory (`.ini`, or no known ending and no YAML). The user's
/// ssh_config says what the roster leaves open. A YAML file with `extends` gives parameters to another roster's candidates.
Loaded<Roster> load_roster(const std::string& path, const Sources& sources, const SecretSources& secrets,
                           const SshConfig& ssh_config = {});

/// One candidate "lab" from `--host ROLE=[USER@]ADDRESS[:PORT]` or `--host ROLE=local`.
struct HostOptions {
  std::vector<std::string> hosts{};
  bool ask_password{false};
  std::string key{};
  bool sudo{false};
};
Loaded<Roster> roster_from_options(const HostOptions& options, const SecretSources& secrets,
                                   const SshConfig& ssh_config = {});

}  // namespace labcheck::load
