#pragma once

#include <csignal>
#include <cstdint>
#include <memory>
#include <string>

#include "support/server_process.hpp"
#include "support/temp_folder.hpp"

namespace labcheck::test {

/// All that is in a file; an empty text when it can't be read.
std::string file_text(const std::string& path);

/// A real sshd on a port of 127.0.0.1 with keys of its own, which lets root in by user_key(). `more` stands first in
/// its configuration, so that it overrides the rest; a port of 0 is a free one.
class Sshd {
 public:
  explicit Sshd(const std::string& more = {}, std::uint16_t port = 0);

  std::uint16_t port() const { return port_; }
  const TempFolder& folder() const { return folder_; }
  std::string user_key() const { return folder_ / "user_ed25519"; }
  std::string host_key_text() const;
  /// Makes another key that lets in; returns the private key's file.
  std::string add_key(const std::string& name, const std::string& type, const std::string& passphrase);

 private:
  TempFolder folder_{};
  std::uint16_t port_{0};
  std::unique_ptr<ServerProcess> server_{};
};

/// A local user with a password and a home of its own, removed at the end. `sudoers_rule` is what follows its name.
class TemporaryUser {
 public:
  explicit TemporaryUser(const std::string& sudoers_rule = {});
  ~TemporaryUser();
  TemporaryUser(const TemporaryUser&) = delete;
  TemporaryUser& operator=(const TemporaryUser&) = delete;

  const std::string& name() const { return name_; }
  const std::string& password() const { return password_; }
  void write_home(const std::string& file, const std::string& text) const;

 private:
  TempFolder folder_{};
  std::string name_{};
  std::string password_{};
  std::string rule_file_{};
};

}  // namespace labcheck::test
