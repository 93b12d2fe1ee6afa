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

/// A real OpenLDAP server of dc=lab,dc=example: ou=people with uid=li (password "pear"), and ou=closed, which nobody
/// may see. cn=admin has the password "apple".
class Slapd {
 public:
  Slapd() {
    make_certificate(folder_);
    std::filesystem::create_directories(folder_ / "db");
    std::ofstream{folder_ / "slapd.conf"} << configuration();
    std::ofstream{folder_ / "lab.ldif"} << entries();
    run_program({"slapadd", "-f", folder_ / "slapd.conf", "-l", folder_ / "lab.ldif"}, folder_ / "slapadd.log");
    process_ =
        std::make_unique<ServerProcess>(std::vector<std::string>{"slapd", "-d", "0", "-h",
                                                                 "ldap://127.0.0.1:" + std::to_string(port_) +
                                                                     " ldaps://127.0.0.1:" + std::to_string(tls_port_),
                                                                 "-f", folder_ / "slapd.conf"},
                                        folder_ / "slapd.log", SIGTERM);
    process_->wait_for_port(port_);
    process_->wait_for_port(tls_port_);
  }

  std::uint16_t port() const { return port_; }
  std::uint16_t tls_port() const { return tls_port_; }

 private:
  std::string configuration() const {
    return "include /etc/ldap/schema/core.schema\ninclude /etc/ldap/schema/cosine.schema\n"
           "include /etc/ldap/schema/inetorgperson.schema\nmodulepath /usr/lib/ldap\nmoduleload back_mdb\n"
           "TLSCertificateFile " +
           (folder_ / "certificate.pem") + "\nTLSCertificateKeyFile " + (folder_ / "key.pem") +
           "\ndatabase mdb\nmaxsize 10485760\nsuffix dc=lab,dc=example\nrootdn cn=admin,dc=lab,dc=example\n"
           "rootpw apple\ndirectory " +
           (folder_ / "db") +
           "\naccess to dn.subtree=ou=closed,dc=lab,dc=example by * none\n"
           "access to attrs=userPassword by anonymous auth by * none\naccess to * by * read\n";
  }

  static std::string entries() {
    return "dn: dc=lab,dc=example\nobjectClass: dcObject\nobjectClass: organization\no: Lab\ndc: lab\n\n"
           "dn: ou=people,dc=lab,dc=example\nobjectClass: organizationalUnit\nou: people\n\n"
           "dn: ou=closed,dc=lab,dc=example\nobjectClass: organizationalUnit\nou: closed\n\n"
           "dn: ou=away,dc=lab,dc=example\nobjectClass: referral\nobjectClass: extensibleObject\nou: away\n"
           "ref: ldap://192.0.2.1/dc=lab,dc=example\n\n"
           "dn: uid=li,ou=people,dc=lab,dc=example\nobjectClass: inetOrgPerson\nuid: li\ncn:: 5p2O\nsn: Li\n"
           "mail: li@lab.example\nmail: second@lab.example\nuserPassword: pear\n";
  }

  TempFolder folder_{};
  std::uint16_t port_{free_port()};
  std::uint16_t tls_port_{free_port()};
  std::unique_ptr<ServerProcess> process_{};
};

}  // namespace labcheck::test
