#pragma once

#include <csignal>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "support/certificate.hpp"
#include "support/server_process.hpp"
#include "support/temp_folder.hpp"

namespace labcheck::test {

/// A real PostgreSQL on a port of 127.0.0.1 with a data folder of its own; its superuser is `postgres` with the
/// password `super`. `setup` is SQL that runs in single-user mode first, a statement a line.
class PostgreSql {
 public:
  explicit PostgreSql(const std::string& setup) {
    make_certificate(folder_);
    std::ofstream{folder_ / "password"} << "super\n";
    std::ofstream{folder_ / "setup.sql"} << setup;
    run_program({"chown", "-R", "postgres", folder_.path()}, folder_ / "chown.log");
    run_program({"runuser", "-u", "postgres", "--", bin("initdb"), "-D", data(), "-A", "scram-sha-256", "--pwfile",
                 folder_ / "password", "--no-sync", "--no-locale", "-E", "UTF8"},
                folder_ / "install.log");
    run_program({"runuser", "-u", "postgres", "--", "sh", "-c", "exec \"$1\" --single -D \"$2\" postgres <\"$3\"", "sh",
                 bin("postgres"), data(), folder_ / "setup.sql"},
                folder_ / "setup.log");
    std::ofstream{folder_ / "data/postgresql.auto.conf"}
        << "shared_buffers = 8MB\nfsync = off\nssl = on\nssl_cert_file = '" << folder_ / "certificate.pem"
        << "'\nssl_key_file = '" << folder_ / "key.pem"
        << "'\n";
    process_ = std::make_unique<ServerProcess>(
        std::vector<std::string>{"setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", bin("postgres"),
                                 "-D", data(), "-h", "127.0.0.1", "-p", std::to_string(port_), "-k", folder_.path()},
        folder_ / "server.log", SIGQUIT);
    process_->wait_for_port(port_);
    // It listens while it still refuses logins because it is starting up.
    run_program({"timeout", "30", "sh", "-c", "until \"$1\" -q -h 127.0.0.1 -p \"$2\"; do sleep 0.05; done", "sh",
                 bin("pg_isready"), std::to_string(port_)},
                folder_ / "ready.log");
  }

  std::uint16_t port() const { return port_; }

  /// The folder of Debian's newest server version, or an empty text.
  static std::string programs() {
    std::string newest;
    std::error_code ignored;
    for (const auto& version : std::filesystem::directory_iterator{"/usr/lib/postgresql", ignored}) {
      newest = std::max(newest, (version.path() / "bin/").string());
    }
    return newest;
  }

 private:
  static std::string bin(const std::string& name) { return programs() + name; }
  std::string data() const { return folder_ / "data"; }

  TempFolder folder_{};
  std::uint16_t port_{free_port()};
  std::unique_ptr<ServerProcess> process_{};
};

}  // namespace labcheck::test
