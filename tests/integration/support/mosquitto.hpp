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

/// A real Mosquitto that lets li in with the password "apple", who may do all under lab/ and nothing else.
class Mosquitto {
 public:
  Mosquitto() {
    make_certificate(folder_);
    std::ofstream{folder_ / "passwords"} << "";
    run_program({"mosquitto_passwd", "-b", folder_ / "passwords", "li", "apple"}, folder_ / "passwd.log");
    std::ofstream{folder_ / "acl"} << "user li\ntopic readwrite lab/#\n";
    std::ofstream{folder_ / "mosquitto.conf"} << "user root\nlistener " << port_ << " 127.0.0.1\nlistener " << tls_port_
                                              << " 127.0.0.1\ncertfile " << folder_ / "certificate.pem"
                                              << "\nkeyfile " << folder_ / "key.pem"
                                              << "\nallow_anonymous false\npassword_file " << folder_ / "passwords"
                                              << "\nacl_file " << folder_ / "acl"
                                              << "\n";
    process_ = std::make_unique<ServerProcess>(std::vector<std::string>{"mosquitto", "-c", folder_ / "mosquitto.conf"},
                                               folder_ / "mosquitto.log", SIGTERM);
    process_->wait_for_port(port_);
    process_->wait_for_port(tls_port_);
  }

  std::uint16_t port() const { return port_; }
  std::uint16_t tls_port() const { return tls_port_; }

 private:
  TempFolder folder_{};
  std::uint16_t port_{free_port()};
  std::uint16_t tls_port_{free_port()};
  std::unique_ptr<ServerProcess> process_{};
};

}  // namespace labcheck::test
