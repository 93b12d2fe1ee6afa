#pragma once

#include <csignal>
#include <cstdint>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "support/certificate.hpp"
#include "support/server_process.hpp"
#include "support/temp_folder.hpp"

namespace labcheck::test {

/// A real Redis server on a port of 127.0.0.1, with these lines of configuration more.
class Redis {
 public:
  explicit Redis(const std::string& more = {}) { start(more, {}); }

  /// One that only speaks TLS, by a certificate of its own.
  static std::unique_ptr<Redis> with_tls() {
    std::unique_ptr<Redis> server{new Redis{Unstarted{}}};
    make_certificate(server->folder_);
    server->start("port 0\ntls-port " + std::to_string(server->port_) + "\ntls-cert-file " +
                      (server->folder_ / "certificate.pem") + "\ntls-key-file " + (server->folder_ / "key.pem") +
                      "\ntls-ca-cert-file " + (server->folder_ / "certificate.pem") + "\ntls-auth-clients no\n",
                  {});
    return server;
  }

  /// A node that may join a cluster.
  static std::unique_ptr<Redis> node() {
    return std::make_unique<Redis>("cluster-enabled yes\ncluster-port " + std::to_string(free_port()) +
                                   "\ncluster-node-timeout 2000\n");
  }

  /// A sentinel that watches a master by the name `shop`.
  static std::unique_ptr<Redis> sentinel(std::uint16_t master) {
    std::unique_ptr<Redis> server{new Redis{Unstarted{}}};
    server->start("sentinel monitor shop 127.0.0.1 " + std::to_string(master) +
                      " 1\nsentinel down-after-milliseconds shop 1000\n",
                  {"--sentinel"});
    return server;
  }

  std::uint16_t port() const { return port_; }
  std::string place() const { return "127.0.0.1:" + std::to_string(port_); }
  void stop() { process_.reset(); }

 private:
  struct Unstarted {};
  explicit Redis(Unstarted) {}

  void start(const std::string& more, const std::vector<std::string>& options) {
    const bool watching = !options.empty();
    std::ofstream{folder_ / "redis.conf"} << "bind 127.0.0.1\nport " + std::to_string(port_) + "\ndir " +
                                                 folder_.path() + '\n' + (watching ? "" : "save \"\"\n") + more;
    std::vector<std::string> command{"redis-server", folder_ / "redis.conf"};
    command.insert(command.end(), options.begin(), options.end());
    process_ = std::make_unique<ServerProcess>(command, folder_ / "redis.log", SIGKILL);
    process_->wait_for_port(port_);
  }

  TempFolder folder_{};
  std::uint16_t port_{free_port()};
  std::unique_ptr<ServerProcess> process_{};
};

}  // namespace labcheck::test
