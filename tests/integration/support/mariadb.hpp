#pragma once

#include <csignal>
#include <cstdint>
#include <fstream>
#include <memory>
#include <string>

#include "support/certificate.hpp"
#include "support/server_process.hpp"
#include "support/temp_folder.hpp"

namespace labcheck::test {

/// A real MariaDB on a port of 127.0.0.1 with a data folder of its own. `setup` is SQL, a statement a line, that runs
/// before it serves.
class MariaDb {
 public:
  explicit MariaDb(const std::string& setup) {
    make_certificate(folder_);
    run_program({"mariadb-install-db", "--no-defaults", "--user=root", "--datadir=" + (folder_ / "data"),
                 "--skip-test-db", "--auth-root-authentication-method=normal", "--innodb-log-file-size=4M"},
                folder_ / "install.log");
    std::ofstream{folder_ / "setup.sql"} << setup;
    process_ = std::make_unique<ServerProcess>(
        std::vector<std::string>{"mariadbd", "--no-defaults", "--user=root", "--datadir=" + (folder_ / "data"),
                                 "--socket=" + (folder_ / "socket"), "--pid-file=" + (folder_ / "pid"),
                                 "--bind-address=127.0.0.1", "--port=" + std::to_string(port_), "--skip-networking=0",
                                 "--init-file=" + (folder_ / "setup.sql"), "--skip-log-bin", "--local-infile=1",
                                 "--plugin-load-add=auth_ed25519", "--innodb-buffer-pool-size=8M",
                                 "--innodb-flush-log-at-trx-commit=0", "--ssl-cert=" + (folder_ / "certificate.pem"),
                                 "--ssl-key=" + (folder_ / "key.pem")},
        folder_ / "server.log", SIGKILL);
    process_->wait_for_port(port_);
  }

  std::uint16_t port() const { return port_; }

 private:
  TempFolder folder_{};
  std::uint16_t port_{free_port()};
  std::unique_ptr<ServerProcess> process_{};
};

}  // namespace labcheck::test
