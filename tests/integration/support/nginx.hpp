#pragma once

#include <csignal>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

#include "support/certificate.hpp"
#include "support/server_process.hpp"
#include "support/temp_folder.hpp"

namespace labcheck::test {

/// A real nginx on two ports of 127.0.0.1, plain and TLS, with `server` as the body of both server blocks. Its log has
/// a line for each request with the number of the connection that it came on.
class Nginx {
 public:
  explicit Nginx(const std::string& server) {
    make_certificate(folder_);
    std::filesystem::create_directory(folder_ / "www");
    std::ofstream{folder_ / "www/index.html"} << "hello from nginx\n";
    std::ofstream{folder_ / "nginx.conf"} << configuration(server);
    process_ =
        std::make_unique<ServerProcess>(std::vector<std::string>{"nginx", "-p", folder_.path(), "-c",
                                                                 folder_ / "nginx.conf", "-e", folder_ / "error.log"},
                                        folder_ / "nginx.log", SIGTERM);
    process_->wait_for_port(port_);
    process_->wait_for_port(tls_port_);
  }

  std::uint16_t port() const { return port_; }
  std::uint16_t tls_port() const { return tls_port_; }
  std::string file(const std::string& name) const { return folder_ / name; }

 private:
  std::string configuration(const std::string& server) const {
    const auto block = [&](std::uint16_t port, const std::string& more) {
      return "server { listen 127.0.0.1:" + std::to_string(port) + more + "; root " + (folder_ / "www") + "; " +
             server + " }\n";
    };
    return "daemon off; worker_processes 1; pid " + (folder_ / "nginx.pid") + ";\nuser root;\n" +
           "events { worker_connections 256; }\nhttp {\n" +
           "log_format connection '$connection $connection_requests'; access_log " + (folder_ / "access.log") +
           " connection;\nclient_body_temp_path " + (folder_ / "body") + "; proxy_temp_path " + (folder_ / "proxy") +
           "; fastcgi_temp_path " + (folder_ / "fastcgi") + "; uwsgi_temp_path " + (folder_ / "uwsgi") +
           "; scgi_temp_path " + (folder_ / "scgi") + ";\nssl_certificate " + (folder_ / "certificate.pem") +
           "; ssl_certificate_key " + (folder_ / "key.pem") + ";\n" + block(port_, "") + block(tls_port_, " ssl") +
           "}\n";
  }

  TempFolder folder_{};
  std::uint16_t port_{free_port()};
  std::uint16_t tls_port_{free_port()};
  std::unique_ptr<ServerProcess> process_{};
};

}  // namespace labcheck::test
