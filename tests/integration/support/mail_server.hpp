#pragma once

#include <csignal>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "support/certificate.hpp"
#include "support/server_process.hpp"
#include "support/temp_folder.hpp"

namespace labcheck::test {

/// A real Postfix that takes mail for li@lab.example and a real Dovecot that shows it to li, whose password is "apple".
class MailServer {
 public:
  MailServer() {
    make_certificate(folder_);
    for (const auto* name : {"queue", "data", "mail"}) {
      std::filesystem::create_directories(folder_ / name);
    }
    run_program({"chown", "postfix", folder_ / "data"}, folder_ / "chown.log");
    run_program({"chown", "nobody:nogroup", folder_ / "mail"}, folder_ / "chown.log");
    std::ofstream{folder_ / "main.cf"} << main_cf();
    std::ofstream{folder_ / "master.cf"} << master_cf();
    std::ofstream{folder_ / "users"} << "li:{PLAIN}apple:65534:65534::" << folder_ / "mail/li\n";
    std::filesystem::create_directories(folder_ / "run");
    std::ofstream{folder_ / "dovecot.conf"} << dovecot_conf();
    dovecot_ = std::make_unique<ServerProcess>(
        std::vector<std::string>{"dovecot", "-F", "-c", folder_ / "dovecot.conf"}, folder_ / "dovecot.out", SIGTERM);
    dovecot_->wait_for_port(imap_);
    // It makes its queue; `postfix start-fg` would leave a master of its own session behind.
    run_program({"postfix", "-c", folder_.path(), "check"}, folder_ / "check.log");
    postfix_ = std::make_unique<ServerProcess>(
        std::vector<std::string>{"/usr/lib/postfix/sbin/master", "-c", folder_.path(), "-d"}, folder_ / "postfix.out",
        SIGTERM);
    postfix_->wait_for_port(smtp_);
    postfix_->wait_for_port(smtps_);
  }

  std::uint16_t smtp_port() const { return smtp_; }
  std::uint16_t smtps_port() const { return smtps_; }
  std::uint16_t imap_port() const { return imap_; }

 private:
  std::string main_cf() const {
    return "compatibility_level = 3.6\nmail_owner = postfix\nsetgid_group = postdrop\ncommand_directory = /usr/sbin\n"
           "daemon_directory = /usr/lib/postfix/sbin\ninet_interfaces = 127.0.0.1\ninet_protocols = ipv4\n"
           "myhostname = mail.lab.example\nmydestination =\nmynetworks = 127.0.0.9/32\nalias_maps =\n"
           "local_recipient_maps =\nvirtual_mailbox_domains = lab.example\n"
           "virtual_mailbox_maps = inline:{ li@lab.example=li/ }\nvirtual_uid_maps = static:65534\n"
           "virtual_gid_maps = static:65534\nsmtpd_sasl_auth_enable = yes\nsmtpd_sasl_type = dovecot\n"
           "smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination\n"
           "smtpd_tls_security_level = may\nqueue_directory = " +
           (folder_ / "queue") + "\ndata_directory = " + (folder_ / "data") +
           "\nvirtual_mailbox_base = " + (folder_ / "mail") + "\nsmtpd_sasl_path = " + (folder_ / "auth") +
           "\nsmtpd_tls_cert_file = " + (folder_ / "certificate.pem") +
           "\nsmtpd_tls_key_file = " + (folder_ / "key.pem") + "\nmaillog_file = " + (folder_ / "mail.log") +
           "\nmaillog_file_prefixes = " + folder_.path() + "\n";
  }

  std::string master_cf() const {
    return "127.0.0.1:" + std::to_string(smtp_) + " inet n - n - - smtpd\n127.0.0.1:" + std::to_string(smtps_) +
           " inet n - n - - smtpd -o smtpd_tls_wrappermode=yes\n"
           "postlog unix-dgram n - n - 1 postlogd\npickup unix n - n 60 1 pickup\ncleanup unix n - n - 0 cleanup\n"
           "qmgr unix n - n 300 1 qmgr\nrewrite unix - - n - - trivial-rewrite\nbounce unix - - n - 0 bounce\n"
           "defer unix - - n - 0 bounce\ntrace unix - - n - 0 bounce\nvirtual unix - n n - - virtual\n"
           "error unix - - n - - error\nretry unix - - n - - error\nanvil unix - - n - 1 anvil\n"
           "tlsmgr unix - - n 1000? 1 tlsmgr\nproxymap unix - - n - - proxymap\n";
  }

  std::string dovecot_conf() const {
    const auto files = "driver = passwd-file\n  args = " + (folder_ / "users") + "\n}\n";
    return "base_dir = " + (folder_ / "run") + "\nlog_path = " + (folder_ / "dovecot.log") +
           "\nprotocols = imap\nlisten = 127.0.0.1\nfirst_valid_uid = 100\nfirst_valid_gid = 100\n"
           "mail_location = maildir:~\nssl_cert = <" +
           (folder_ / "certificate.pem") + "\nssl_key = <" + (folder_ / "key.pem") +
           "\nssl = yes\ndisable_plaintext_auth = no\n"
           "passdb {\n  " +
           files + "userdb {\n  " + files +
           "service imap-login {\n  inet_listener imap {\n    port = " + std::to_string(imap_) +
           "\n  }\n  inet_listener imaps {\n    port = 0\n  }\n}\n" + "service auth {\n  unix_listener " +
           (folder_ / "auth") +
           " {\n    mode = 0666\n  }\n}\n"
           "service stats {\n  unix_listener stats-writer {\n    mode = 0666\n  }\n}\n";
  }

  TempFolder folder_{};
  std::uint16_t smtp_{free_port()};
  std::uint16_t smtps_{free_port()};
  std::uint16_t imap_{free_port()};
  std::unique_ptr<ServerProcess> dovecot_{};
  std::unique_ptr<ServerProcess> postfix_{};
};

}  // namespace labcheck::test
