#include <fstream>
#include <sstream>
#include <thread>

#include <doctest/doctest.h>

#include "servers.hpp"
#include "support/mail_server.hpp"
#include "support/scripted_service.hpp"
#include "support/slapd.hpp"
#include "support/vsftpd.hpp"
#include "talk.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

Exchange tls(std::uint16_t port, Value details = Value::object(), const std::string& host = "127.0.0.1") {
  return {.protocol = "tls", .host = host, .port = port, .details = std::move(details)};
}

Value reply_of(const Exchange& exchange) {
  const auto talked = talk(exchange);
  REQUIRE_MESSAGE(talked.answer.ending == Ending::completed, talked.answer.message);
  return talked.answer.reply;
}

std::string text_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream{path}.rdbuf();
  return text.str();
}

/// An authority of the lab, and certificates that it signed.
class Authority {
 public:
  Authority() {
    run({"req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", file("ca.key"), "-out", file("ca.pem"), "-days",
         "30", "-subj", "/C=CN/O=Lab/CN=Lab CA"});
    sign("good", "web.lab", "60");
    sign("expired", "web.lab", "-1");
  }

  std::string file(const std::string& name) const { return folder_ / name; }
  /// For nginx's server block.
  std::string use(const std::string& name) const {
    return "ssl_certificate " + file(name + ".pem") + "; ssl_certificate_key " + file(name + ".key") + ";";
  }
  Value trust() const { return Value::array({text_of(file("ca.pem"))}); }

 private:
  void run(std::vector<std::string> words) const {
    words.insert(words.begin(), "openssl");
    run_program(words, file("openssl.log"));
  }
  void sign(const std::string& name, const std::string& host, const std::string& days) const {
    std::ofstream{file(name + ".ext")} << "subjectAltName=DNS:" << host << ",DNS:*.web.lab,IP:192.0.2.7\n";
    run({"req", "-newkey", "rsa:2048", "-nodes", "-keyout", file(name + ".key"), "-out", file(name + ".csr"), "-subj",
         "/O=Lab/OU=Web/CN=" + host});
    run({"x509", "-req", "-in", file(name + ".csr"), "-CA", file("ca.pem"), "-CAkey", file("ca.key"), "-CAcreateserial",
         "-days", days, "-extfile", file(name + ".ext"), "-out", file(name + ".pem")});
  }

  TempFolder folder_{};
};

const Authority& authority() {
  static const Authority one;
  return one;
}

}  // namespace

TEST_SUITE("clients/tls with nginx") {
  TEST_CASE("a certificate of a trusted authority is valid for its names alone, and told in full") {
    const Nginx server{authority().use("good") + " ssl_protocols TLSv1.2 TLSv1.3;"};
    const auto reply = reply_of(tls(server.tls_port(), {{"name", "web.lab"}, {"ca", authority().trust()}}));
    CHECK(reply.at("accepted") == true);
    CHECK(reply.at("valid") == true);
    CHECK_FALSE(reply.contains("problem"));
    CHECK(reply.at("protocol") == "TLSv1.3");
    CHECK(reply.at("chain") == 1);
    const auto& certificate = reply.at("certificate");
    CHECK(certificate.at("subject") == Value{{"O", "Lab"}, {"OU", "Web"}, {"CN", "web.lab"}});
    CHECK(certificate.at("issuer") == Value{{"C", "CN"}, {"O", "Lab"}, {"CN", "Lab CA"}});
    CHECK(certificate.at("names") == Value{"web.lab", "*.web.lab", "192.0.2.7"});
    CHECK(certificate.at("key") == Value{{"type", "RSA"}, {"bits", 2048}});
    CHECK(certificate.at("signature") == "RSA-SHA256");
    CHECK(certificate.at("self_signed") == false);
    CHECK(certificate.at("authority") == false);
    CHECK(certificate.at("fingerprint").get<std::string>().size() == 64);
    CHECK(certificate.at("not_after").get<std::string>().ends_with("Z"));
    for (const auto* name : {"a.web.lab", "192.0.2.7"}) {
      CHECK(reply_of(tls(server.tls_port(), {{"name", name}, {"ca", authority().trust()}})).at("valid") == true);
    }
    const auto other = reply_of(tls(server.tls_port(), {{"name", "other.lab"}, {"ca", authority().trust()}}));
    CHECK(other.at("valid") == false);
    CHECK(other.at("problem") == "hostname mismatch");
    CHECK(other.at("certificate").at("matches_name") == false);
  }

  TEST_CASE("who is not trusted, signed by himself or late is no valid one, and why is said") {
    const Nginx server{authority().use("good")};
    const auto unknown = reply_of(tls(server.tls_port(), {{"name", "web.lab"}}));
    CHECK(unknown.at("valid") == false);
    CHECK(unknown.at("problem") == "unable to get local issuer certificate");
    CHECK(unknown.at("certificate").at("matches_name") == true);
    const auto self = reply_of(tls(nginx().tls_port(), {{"name", "localhost"}}));
    CHECK(self.at("valid") == false);
    CHECK(self.at("certificate").at("self_signed") == true);
    CHECK(self.at("certificate").at("key") == Value{{"type", "EC"}, {"bits", 256}});
    const Value own = Value::array({text_of(nginx().file("certificate.pem"))});
    CHECK(reply_of(tls(nginx().tls_port(), {{"ca", own}})).at("valid") == true);  // made out to 127.0.0.1 as well
    const Nginx late{authority().use("expired")};
    const auto expired = reply_of(tls(late.tls_port(), {{"name", "web.lab"}, {"ca", authority().trust()}}));
    CHECK(expired.at("valid") == false);
    CHECK(expired.at("problem") == "certificate has expired");
  }

  TEST_CASE("what of an offer is taken, and what is refused by the service's own alert") {
    const Nginx strict{"ssl_protocols TLSv1.2; ssl_ciphers ECDHE-ECDSA-AES256-GCM-SHA384;"};
    CHECK(reply_of(tls(strict.tls_port())).at("protocol") == "TLSv1.2");
    CHECK(reply_of(tls(strict.tls_port())).at("cipher") == "ECDHE-ECDSA-AES256-GCM-SHA384");
    const auto old = reply_of(tls(strict.tls_port(), {{"highest", "1.1"}}));
    CHECK(old.at("accepted") == false);
    CHECK(old.at("refused").at("code") == "70");
    CHECK(old.at("refused").at("message") == "protocol version");
    CHECK(reply_of(tls(strict.tls_port(), {{"lowest", "1.3"}})).at("refused").at("code") == "70");
    const auto weak = reply_of(tls(strict.tls_port(), {{"highest", "1.2"}, {"ciphers", "AES128-SHA"}}));
    CHECK(weak.at("refused").at("code") == "40");
    const Nginx lax{"ssl_protocols TLSv1 TLSv1.1 TLSv1.2; ssl_ciphers ALL:@SECLEVEL=0;"};
    CHECK(reply_of(tls(lax.tls_port(), {{"highest", "1.0"}})).at("protocol") == "TLSv1");
  }

  TEST_CASE("the name decides which certificate is shown, and the protocol offered is agreed on") {
    const Nginx server{"listen 127.0.0.1:" + std::to_string(free_port()) + " ssl; http2_max_field_size 4k;"};
    CHECK(reply_of(tls(server.tls_port(), {{"alpn", {"http/1.1"}}})).at("alpn") == "http/1.1");
    CHECK(reply_of(tls(server.tls_port())).at("alpn") == "");
  }
}

TEST_SUITE("clients/tls after a protocol's own words") {
  TEST_CASE("each protocol is asked for TLS, and leads to the same certificate as from the first byte on") {
    const MailServer mail;
    const Slapd directory;
    const Vsftpd files{true};
    struct Way {
      const char* protocol;
      std::uint16_t port;
    };
    for (const auto& [protocol, port] :
         {Way{"smtp", mail.smtp_port()}, Way{"imap", mail.imap_port()}, Way{"ldap", directory.port()},
          Way{"ftp", files.port()}, Way{"postgresql", postgresql().port()}}) {
      const auto reply = reply_of(tls(port, {{"starttls", protocol}}));
      CHECK_MESSAGE(reply.at("accepted") == true, protocol, " ", reply.dump());
      CHECK(reply.at("certificate").at("subject").at("CN") == "localhost");
    }
    CHECK(reply_of(tls(mail.smtps_port())).at("certificate").at("subject").at("CN") == "localhost");
    CHECK(reply_of(tls(mariadb().port(), {{"starttls", "mysql"}})).at("accepted") == true);
  }

  TEST_CASE("a service that takes no TLS has refused it") {
    const Vsftpd files;
    const auto reply = reply_of(tls(files.port(), {{"starttls", "ftp"}}));
    CHECK(reply.at("accepted") == false);
    CHECK(reply.at("refused").at("code") == "530");
    const ScriptedService mail{[](const Peer& peer) {
      peer.send("220 here\r\n");
      peer.receive("\n");
      peer.send("250-here\r\n250 SIZE\r\n");
      peer.receive("\n");
      peer.send("502 5.5.1 no such command\r\n");
    }};
    const auto refused = reply_of(tls(mail.port(), {{"starttls", "smtp"}})).at("refused");
    CHECK(refused == Value{{"code", "502"}, {"message", "5.5.1 no such command"}});
  }
}

TEST_SUITE("clients/tls with rogue services") {
  TEST_CASE("nobody there is a fact; whoever speaks no TLS, ends or resets has failed") {
    CHECK(reply_of(tls(free_port())).at("connected") == false);
    CHECK(reply_of(tls(nginx().port())).at("failure").get<std::string>().starts_with("no TLS handshake: "));
    const ScriptedService ends{[](const Peer&) {}};
    const ScriptedService resets{[](const Peer& peer) {
      std::this_thread::sleep_for(std::chrono::milliseconds{50});
      peer.reset();
    }};
    const ScriptedService babbles{[](const Peer& peer) { peer.send(std::string(3'000, 'x') + "\r\n"); }};
    for (const auto* service : {&ends, &resets, &babbles}) {
      for (const auto* protocol : {"", "smtp", "imap", "pop3", "ldap", "postgresql", "mysql"}) {
        const auto reply = reply_of(tls(service->port(), {{"starttls", protocol}}));
        CHECK(reply.at("accepted") == false);
        CHECK_MESSAGE(reply.contains("failure"), protocol, " ", reply.dump());
      }
    }
  }

  TEST_CASE("silence ends at the deadline, and endless words are cut") {
    const ScriptedService silent{[](const Peer& peer) { peer.wait_for_end(); }};
    for (const auto* protocol : {"", "smtp"}) {
      const auto talked = talk(tls(silent.port(), {{"starttls", protocol}}), Duration{500});
      CHECK(talked.answer.ending == Ending::timed_out);
      CHECK(talked.elapsed < Duration{1'700});
    }
    const ScriptedService endless{[](const Peer& peer) {
      while (peer.send("220-and so on\r\n")) {
      }
    }};
    // Whether our lines or our bytes are used up first is chance.
    const auto cut = talk(tls(endless.port(), {{"starttls", "smtp"}})).answer;
    CHECK((cut.ending == Ending::truncated || cut.reply.contains("failure")));
  }

  TEST_CASE("what OpenSSL can't offer is trouble of ours") {
    CHECK(talk(tls(nginx().tls_port(), {{"highest", "1.2"}, {"ciphers", "NONE-SUCH"}})).answer.message ==
          "OpenSSL knows none of these ciphers");
    CHECK(talk(tls(nginx().tls_port(), {{"ca", {"no certificate"}}})).answer.ending == Ending::failed);
  }
}
