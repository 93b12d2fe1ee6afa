#pragma once

#include <csignal>
#include <cstdint>
#include <fstream>
#include <memory>
#include <string>

#include "support/server_process.hpp"
#include "support/temp_folder.hpp"

namespace labcheck::test {

/// A real BIND on a port of 127.0.0.1 that is the primary of lab.example and of 10.168.192.in-addr.arpa. Zones may be
/// transferred from lab.example only.
class Named {
 public:
  Named() {
    std::ofstream{folder_ / "lab.zone"} << "$TTL 300\n"
                                           "@ IN SOA ns1.lab.example. admin.lab.example. 2026010203 3600 600 86400 60\n"
                                           "@ IN NS ns1.lab.example.\n"
                                           "@ IN MX 10 mail.lab.example.\n"
                                           "ns1 IN A 127.0.0.1\n"
                                           "www IN A 192.168.10.12\n"
                                           "www IN A 192.168.10.11\n"
                                           "shop IN CNAME www\n"
                                           "note IN TXT \"two words; \" \"and more\"\n";
    std::ofstream{folder_ / "reverse.zone"} << "$TTL 300\n"
                                               "@ IN SOA ns1.lab.example. admin.lab.example. 7 3600 600 86400 60\n"
                                               "@ IN NS ns1.lab.example.\n"
                                               "11 IN PTR www.lab.example.\n";
    std::ofstream{folder_ / "named.conf"} << configuration();
    process_ = std::make_unique<ServerProcess>(
        std::vector<std::string>{"named", "-g", "-c", folder_ / "named.conf", "-n", "1"}, folder_ / "named.log",
        SIGTERM);
    process_->wait_for_port(port_);
  }

  std::uint16_t port() const { return port_; }

 private:
  std::string configuration() const {
    return "options { directory \"" + folder_.path() + "\"; pid-file none; listen-on port " + std::to_string(port_) +
           " { 127.0.0.1; }; listen-on-v6 { none; }; recursion no; allow-transfer { none; }; dnssec-validation no; };\n"
           "controls { };\n"
           "zone \"lab.example\" { type primary; file \"lab.zone\"; allow-transfer { any; }; };\n"
           "zone \"10.168.192.in-addr.arpa\" { type primary; file \"reverse.zone\"; };\n";
  }

  TempFolder folder_{};
  std::uint16_t port_{free_port()};
  std::unique_ptr<ServerProcess> process_{};
};

}  // namespace labcheck::test
