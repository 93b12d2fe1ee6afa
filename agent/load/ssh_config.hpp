#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <labcheck/place.hpp>
#include <labcheck/result.hpp>

#include "load/sources.hpp"

namespace labcheck::load {

/// What ssh_config is read from: files, the names that a pattern of `Include` stands for, the environment.
struct SshConfigSources {
  Sources read{};
  std::function<std::vector<std::string>(const std::string& pattern)> matching{};
  std::function<std::optional<std::string>(const std::string& variable)> env{};
  std::string home{};
  std::string local_user{};
  std::string local_host{};
};

/// What is asked: the host as it is named, and what is known of the login already, which no block overrides.
struct SshQuery {
  std::string name{};
  std::string default_user{"root"};
  std::optional<std::string> user{};
  std::optional<std::uint16_t> port{};
  bool has_key{false};
  bool has_way{false};  ///< a jump host, or none, is settled
};

/// What ssh_config says about one host; unset where it says nothing. Texts still hold `~`, `%h` and `${NAME}` where ssh
/// expands them late: see `expand`.
struct SshHost {
  std::optional<std::string> host_name{};
  std::optional<std::string> user{};
  std::optional<std::uint16_t> port{};
  std::vector<std::string> identity_files{};
  std::optional<bool> identities_only{};
  std::optional<std::string> identity_agent{};
  std::optional<std::vector<std::string>> jumps{};  ///< in the order in which they are passed; empty for `none`
  std::optional<std::string> command{};             ///< of ProxyCommand; never run
  Place way_place{};                                ///< of ProxyJump or ProxyCommand
  std::optional<std::vector<std::string>> user_known_hosts{};
  std::optional<std::vector<std::string>> global_known_hosts{};
  std::optional<std::string> strict{};  ///< "yes", "ask", "accept-new" or "no"
  std::optional<std::string> host_key_alias{};
  std::optional<int> connect_seconds{};
  Diagnostics diagnostics{};
};

/// The user's ssh_config, read as ssh(1) does: the first value of each keyword stands. Nothing is ever executed.
class SshConfig {
 public:
  /// Switched off: it says nothing about any host.
  SshConfig() = default;
  /// `path` may be a file that doesn't exist: then only ssh's own defaults hold.
  SshConfig(std::string path, std::shared_ptr<const SshConfigSources> sources);

  bool on() const { return sources_ != nullptr; }
  /// What the file says; errors among the diagnostics mean that the host can't be reached as the file wants it.
  SshHost look_up(const SshQuery& query) const;
  /// `~`, `%…` and `${NAME}` of a path filled in for a host that was looked up.
  Result<std::string> expand(const std::string& text, const SshQuery& query, const SshHost& host) const;
  const std::string& home() const { return sources_->home; }

 private:
  std::string path_{};
  std::shared_ptr<const SshConfigSources> sources_{};
};

/// The host's address: HostName with `%h` filled in, or the name itself; lower case.
std::string ssh_address(const SshQuery& query, const SshHost& host);

/// This machine's: `path` empty for ~/.ssh/config, which others must not be able to write; "none" switches it off.
Result<SshConfig> machine_ssh_config(const std::string& path);

}  // namespace labcheck::load
