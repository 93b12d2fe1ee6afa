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

/// A real vsftpd on a port of 127.0.0.1 that lets anonymous in with the password "open@lab" only. It serves
/// `notes.txt`, an empty folder `empty`, a folder `in` that may be written, and a file `closed.txt` that nobody may
/// read.
class Vsftpd {
 public:
  explicit Vsftpd(bool tls = false) : tls_{tls} {
    if (tls_) {
      make_certificate(folder_);
    }
    std::filesystem::create_directories(root() + "/empty");
    std::filesystem::create_directories(root() + "/in");
    std::ofstream{root() + "/notes.txt"} << "first\nsecond\n";
    std::ofstream{root() + "/a name with 100%.txt"} << "odd";
    std::ofstream{root() + "/closed.txt"} << "closed";
    std::filesystem::permissions(root() + "/closed.txt", std::filesystem::perms{0600});
    std::filesystem::permissions(root() + "/in", std::filesystem::perms{0777});
    std::filesystem::permissions(root(), std::filesystem::perms{0555});
    std::filesystem::create_directories(folder_ / "secure");
    std::ofstream{folder_ / "passwords"} << "open@lab\n";
    std::ofstream{folder_ / "vsftpd.conf"} << configuration();
    process_ = std::make_unique<ServerProcess>(std::vector<std::string>{"vsftpd", folder_ / "vsftpd.conf"},
                                               folder_ / "vsftpd.log", SIGTERM);
    process_->wait_for_port(port_);
  }

  std::uint16_t port() const { return port_; }
  std::string root() const { return folder_ / "root"; }

 private:
  std::string configuration() const {
    return "listen=YES\nlisten_ipv6=NO\nbackground=NO\nlisten_address=127.0.0.1\nlisten_port=" + std::to_string(port_) +
           "\nanonymous_enable=YES\nlocal_enable=NO\nanon_root=" + root() +
           "\nsecure_email_list_enable=YES\nemail_password_file=" + (folder_ / "passwords") +
           "\nwrite_enable=YES\nanon_upload_enable=YES\nanon_mkdir_write_enable=YES\nanon_other_write_enable=YES\n"
           "anon_umask=022\nseccomp_sandbox=NO\nisolate_network=NO\nisolate=NO\nsecure_chroot_dir=" +
           (folder_ / "secure") + "\nxferlog_enable=NO\n" + (tls_ ? secure() : "");
  }

  std::string secure() const {
    return "ssl_enable=YES\nallow_anon_ssl=YES\nforce_anon_logins_ssl=YES\nforce_anon_data_ssl=YES\n"
           "rsa_cert_file=" +
           (folder_ / "certificate.pem") + "\nrsa_private_key_file=" + (folder_ / "key.pem") + "\n";
  }

  TempFolder folder_{};
  bool tls_{false};
  std::uint16_t port_{free_port()};
  std::unique_ptr<ServerProcess> process_{};
};

}  // namespace labcheck::test
