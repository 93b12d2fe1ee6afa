#include "support/sshd.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

namespace labcheck::test {

std::string file_text(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream{path}.rdbuf();
  return text.str();
}

Sshd::Sshd(const std::string& more, std::uint16_t port) : port_{port != 0 ? port : free_port()} {
  ::mkdir("/run/sshd", 0755);
  const auto log = folder_ / "log";
  run_program({"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder_ / "host_ed25519"}, log);
  add_key("user_ed25519", "ed25519", "");
  // The first value that sshd reads of a keyword stands.
  std::ofstream{folder_ / "config"} << more << "\n"
                                    << "ListenAddress 127.0.0.1:" << port_ << "\n"
                                    << "HostKey " << (folder_ / "host_ed25519") << "\n"
                                    << "AuthorizedKeysFile " << (folder_ / "authorized_keys") << "\n"
                                    << "PidFile none\nStrictModes no\nUsePAM yes\nUseDNS no\nPrintMotd no\n"
                                    << "PermitRootLogin yes\nKbdInteractiveAuthentication no\nLogLevel VERBOSE\n";
  server_ = std::make_unique<ServerProcess>(
      std::vector<std::string>{"/usr/sbin/sshd", "-D", "-e", "-f", folder_ / "config"}, log, SIGTERM);
  server_->wait_for_port(port_);
}

std::string Sshd::add_key(const std::string& name, const std::string& type, const std::string& passphrase) {
  const auto path = folder_ / name;
  run_program({"ssh-keygen", "-q", "-t", type, "-N", passphrase, "-f", path}, folder_ / "log");
  std::ofstream{folder_ / "authorized_keys", std::ios::app} << file_text(path + ".pub");
  std::filesystem::permissions(folder_ / "authorized_keys", std::filesystem::perms{0644});
  return path;
}

std::string Sshd::host_key_text() const {
  return file_text(folder_ / "host_ed25519.pub");
}

TemporaryUser::TemporaryUser(const std::string& sudoers_rule) {
  static int count = 0;
  name_ = "lct" + std::to_string(::getpid()) + "x" + std::to_string(++count);
  password_ = "pw-" + name_ + "'\"$ x";
  const auto log = folder_ / "log";
  run_program({"useradd", "-m", "-d", folder_ / "home", "-s", "/bin/bash", name_}, log);
  std::ofstream{folder_ / "credentials"} << name_ << ":" << password_ << "\n";
  run_program({"sh", "-c", "chpasswd <" + (folder_ / "credentials")}, log);
  if (!sudoers_rule.empty()) {
    rule_file_ = "/etc/sudoers.d/" + name_;
    std::ofstream{rule_file_} << name_ << " " << sudoers_rule << "\n";
    std::filesystem::permissions(rule_file_, std::filesystem::perms{0440});
  }
}

TemporaryUser::~TemporaryUser() {
  std::error_code ignored;
  if (!rule_file_.empty()) {
    std::filesystem::remove(rule_file_, ignored);
  }
  try {
    run_program({"userdel", "-f", name_}, folder_ / "log");
  } catch (const std::exception&) {
    // Nothing more can be done about it here.
  }
}

void TemporaryUser::write_home(const std::string& file, const std::string& text) const {
  const auto path = (folder_ / "home") + "/" + file;
  std::ofstream{path} << text;
  std::filesystem::permissions(path, std::filesystem::perms{0644});
}

}  // namespace labcheck::test
