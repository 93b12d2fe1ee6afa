#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

const char* const pem = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

/// What the client made of nginx 1.22 with a certificate of its own.
Answer handshake() {
  Answer answer;
  answer.started = Time{std::chrono::sys_days{std::chrono::year{2026} / 11 / 30}} + std::chrono::hours{12};
  answer.reply = {{"connected", true},
                  {"accepted", true},
                  {"protocol", "TLSv1.3"},
                  {"cipher", "TLS_AES_256_GCM_SHA384"},
                  {"alpn", "h2"},
                  {"valid", false},
                  {"problem", "self-signed certificate"},
                  {"chain", 1},
                  {"certificate",
                   {{"subject", {{"CN", "web.lab"}, {"O", "Lab"}, {"emailAddress", "x"}}},
                    {"issuer", {{"CN", "web.lab"}}},
                    {"names", {"web.lab", "192.0.2.7"}},
                    {"not_before", "2026-11-29T00:00:00Z"},
                    {"not_after", "2026-12-30T11:59:59Z"},
                    {"key", {{"type", "EC"}, {"bits", 256}}},
                    {"signature", "ecdsa-with-SHA256"},
                    {"serial", "0A1B"},
                    {"fingerprint", "00ff"},
                    {"self_signed", true},
                    {"authority", true},
                    {"matches_name", true}}}};
  return answer;
}

std::string complaint(const Value& parameters) {
  return find_check_type("tls")->complaint(parameters);
}

}  // namespace

TEST_SUITE("checks/tls") {
  TEST_CASE("a target becomes an exchange on the port that its protocol usually has") {
    const auto plain = exchange_of("tls", {{"target", "web.lab"}});
    CHECK(plain.protocol == "tls");
    CHECK(plain.port == 443);
    CHECK(plain.details == Value{{"name", "web.lab"}});
    CHECK(exchange_of("tls", {{"target", "m"}, {"starttls", "smtp"}}).port == 25);
    CHECK(exchange_of("tls", {{"target", "m"}, {"starttls", "mysql"}}).port == 3306);
    const auto all = exchange_of("tls", {{"target", "[::1]:8443"},
                                         {"name", "web.lab"},
                                         {"ca", std::string{"text before\n"} + pem + "and between\n" + pem},
                                         {"min", "1.1"},
                                         {"max", "1.2"},
                                         {"ciphers", "AES128-SHA"},
                                         {"alpn", {"h2"}}});
    CHECK(all.host == "::1");
    CHECK(all.details == Value{{"name", "web.lab"},
                               {"ca", {pem, pem}},
                               {"lowest", "1.1"},
                               {"highest", "1.2"},
                               {"ciphers", "AES128-SHA"},
                               {"alpn", {"h2"}}});
  }

  TEST_CASE("a handshake is read with its certificate; days are counted from the asking") {
    const auto facts = facts_of("tls", {{"target", "web.lab"}}, handshake());
    CHECK(facts.at("accepted") == true);
    CHECK(facts.at("valid") == false);
    CHECK(facts.at("problem") == "self-signed certificate");
    CHECK(facts.at("days_left") == 29);
    CHECK(facts.at("subject") == Value{{"common_name", "web.lab"}, {"organization", "Lab"}});
    CHECK(facts.at("names") == Value{"web.lab", "192.0.2.7"});
    CHECK(facts.at("key_type") == "EC");
    CHECK(facts.at("key_bits") == 256);
    auto over = handshake();
    over.reply["certificate"]["not_after"] = "2026-11-30T11:59:59Z";
    CHECK(facts_of("tls", {}, over).at("days_left") == -1);
    auto valid = handshake();
    valid.reply["valid"] = true;
    CHECK_FALSE(facts_of("tls", {}, valid).contains("not there"));
    CHECK(facts_of("tls", {}, valid).at("valid") == true);
  }

  TEST_CASE("refused, failed or not there: never valid, and nothing is known of a certificate") {
    const auto facts = [](Value reply) {
      Answer answer;
      answer.reply = std::move(reply);
      return facts_of("tls", {}, answer);
    };
    CHECK(facts({{"connected", false}, {"reason", "refused"}}) ==
          Value{{"connected", false}, {"accepted", false}, {"valid", false}, {"reason", "refused"}});
    CHECK(facts({{"connected", true},
                 {"accepted", false},
                 {"refused", {{"code", "70"}, {"message", "protocol version"}}}}) ==
          Value{{"connected", true},
                {"accepted", false},
                {"valid", false},
                {"refused", {{"code", "70"}, {"message", "protocol version"}}}});
    CHECK(facts({{"connected", true}, {"accepted", false}, {"failure", "no TLS"}}).at("failure") == "no TLS");
  }

  TEST_CASE("a reply without its parts is no fact") {
    for (const auto* name : {"connected", "accepted", "protocol", "valid", "problem", "chain"}) {
      auto cut = handshake();
      cut.reply.erase(name);
      CHECK(message_of("tls", {}, cut) == "the client's reply has no '" + std::string{name} + "'");
    }
    for (const auto* name : {"names", "not_after", "key", "self_signed", "matches_name"}) {
      auto cut = handshake();
      cut.reply["certificate"].erase(name);
      CHECK(message_of("tls", {}, cut) == "the client's reply has no '" + std::string{name} + "'");
    }
    for (const auto* time : {"", "soon", "2026-13-30T11:59:59Z", "2026-12-30 11:59:59Z", "2026-12-30T11:59:59Zx"}) {
      auto odd = handshake();
      odd.reply["certificate"]["not_after"] = time;
      CHECK(message_of("tls", {}, odd).starts_with("the certificate's end is no time: "));
    }
  }

  TEST_CASE("wrong parameters are named") {
    CHECK(complaint({{"target", "a b"}}) == "'a b' is no target (write host:port)");
    CHECK(complaint({{"target", "a"}, {"min", "1.3"}, {"max", "1.2"}}) == "min 1.3 is above max 1.2");
    CHECK(complaint({{"target", "a"}, {"ciphers", "X"}}) ==
          "ciphers are those of TLS 1.2 and below: say max: \"1.2\" too");
    CHECK(complaint({{"target", "a"}, {"ca", "none"}}) == "ca holds no certificate in PEM");
    CHECK(complaint({{"target", "a"}, {"ca", "-----BEGIN CERTIFICATE-----\nMI"}}) == "ca holds no certificate in PEM");
    CHECK(complaint({{"target", "a"}, {"name", "-x"}}) == "'-x' is no name of a server");
    CHECK(complaint({{"target", "a"}, {"alpn", {""}}}) == "a protocol of alpn takes 1 to 255 bytes");
    CHECK(complaint({{"target", "${web.address}"}, {"ca", "${saved.ca}"}, {"name", "${name}"}}) == "");
  }
}
