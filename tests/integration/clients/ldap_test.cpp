#include <doctest/doctest.h>

#include "support/scripted_service.hpp"
#include "support/slapd.hpp"
#include "talk.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

const Slapd& slapd() {
  static const Slapd server;
  return server;
}

Exchange ldap(std::uint16_t port, Value details = Value::object(), const std::string& host = "127.0.0.1") {
  return {.protocol = "ldap", .host = host, .port = port, .details = std::move(details)};
}

Value reply_of(const Exchange& exchange) {
  const auto talked = talk(exchange);
  REQUIRE_MESSAGE(talked.answer.ending == Ending::completed, talked.answer.message);
  return talked.answer.reply;
}

const char* const base = "dc=lab,dc=example";

}  // namespace

TEST_SUITE("clients/ldap with OpenLDAP") {
  TEST_CASE("a login is accepted or refused by LDAP's code, in the clear, after StartTLS and over TLS") {
    for (const auto* tls : {"none", "starttls", "implicit"}) {
      const auto port = std::string{tls} == "implicit" ? slapd().tls_port() : slapd().port();
      Value details{
          {"bind", "uid=li,ou=people,dc=lab,dc=example"}, {"password", "pear"}, {"tls", tls}, {"verify", false}};
      const auto good = reply_of(ldap(port, details));
      CHECK_MESSAGE(good.at("accepted") == true, tls, " ", good.dump());
      CHECK_FALSE(good.contains("refused"));
      details["password"] = "apple";
      const auto wrong = reply_of(ldap(port, details));
      CHECK(wrong.at("accepted") == false);
      CHECK(wrong.at("refused") == Value{{"code", "49"}, {"message", "Invalid credentials"}, {"stage", "login"}});
    }
  }

  TEST_CASE("a certificate that nobody trusts is a failure") {
    for (const auto* tls : {"starttls", "implicit"}) {
      const auto port = std::string{tls} == "implicit" ? slapd().tls_port() : slapd().port();
      const auto reply = reply_of(ldap(port, {{"tls", tls}}));
      CHECK(reply.at("accepted") == false);
      CHECK_MESSAGE(reply.contains("failure"), reply.dump());
    }
  }

  TEST_CASE("a search gives entries with all values of their attributes") {
    const auto reply = reply_of(ldap(slapd().port(), {{"base", base}, {"filter", "(uid=li)"}}));
    REQUIRE(reply.at("entries").size() == 1);
    const auto& entry = reply.at("entries").at(0);
    CHECK(entry.at("dn") == "uid=li,ou=people,dc=lab,dc=example");
    CHECK(entry.at("attributes").at("mail") == Value{"li@lab.example", "second@lab.example"});
    CHECK(entry.at("attributes").at("cn") == Value::array({"\xE6\x9D\x8E"}));
    CHECK(entry.at("attributes").contains("objectclass"));
    CHECK_FALSE(entry.at("attributes").contains("userpassword"));
    const auto some = reply_of(ldap(slapd().port(), {{"base", base}, {"filter", "(uid=li)"}, {"attributes", {"sn"}}}));
    CHECK(some.at("entries").at(0).at("attributes") == Value{{"sn", {"Li"}}});
    CHECK(reply_of(ldap(slapd().port(), {{"base", base}, {"filter", "(uid=none)"}})).at("entries").empty());
    CHECK(reply_of(ldap(slapd().port(), {{"base", base}, {"scope", "base"}})).at("entries").size() == 1);
    CHECK(reply_of(ldap(slapd().port(), {{"base", base}, {"scope", "one"}})).at("entries").size() == 1);
  }

  TEST_CASE("a base that is not there or hidden is refused, and a referral is not followed") {
    const auto missing = reply_of(ldap(slapd().port(), {{"base", "ou=none,dc=lab,dc=example"}})).at("refused");
    CHECK(missing.at("code") == "32");
    CHECK(missing.at("stage") == "search");
    CHECK(reply_of(ldap(slapd().port(), {{"base", "ou=closed,dc=lab,dc=example"}})).at("refused").at("code") == "32");
    const auto talked = talk(ldap(slapd().port(), {{"base", "ou=away,dc=lab,dc=example"}}));
    CHECK(talked.answer.reply.at("refused").at("code") == "10");
    CHECK(talked.opened.size() == 1);
  }

  TEST_CASE("a filter that is none is trouble of ours") {
    CHECK(talk(ldap(slapd().port(), {{"base", base}, {"filter", "(uid"}})).answer.ending == Ending::failed);
  }
}

TEST_SUITE("clients/ldap with rogue servers") {
  TEST_CASE("nobody there is a fact; another protocol, an end and a reset are failures") {
    CHECK(reply_of(ldap(free_port())).at("connected") == false);
    const ScriptedService ends{[](const Peer&) {}};
    const ScriptedService resets{[](const Peer& peer) {
      peer.receive("");
      peer.reset();
    }};
    const ScriptedService babbles{[](const Peer& peer) { peer.send("HTTP/1.1 400 Bad Request\r\n\r\n"); }};
    for (const auto* service : {&ends, &resets, &babbles}) {
      for (const auto* tls : {"none", "starttls", "implicit"}) {
        const auto talked = talk(ldap(service->port(), {{"tls", tls}, {"base", base}}), Duration{3'000});
        REQUIRE_MESSAGE(talked.answer.ending == Ending::completed, talked.answer.message);
        CHECK_MESSAGE(talked.answer.reply.contains("failure"), talked.answer.reply.dump());
        CHECK(talked.opened.size() == 1);  // libldap must not connect anew
      }
    }
  }

  TEST_CASE("silence ends at the deadline") {
    const ScriptedService silent{[](const Peer& peer) { peer.wait_for_end(); }};
    for (const auto* tls : {"none", "starttls", "implicit"}) {
      const auto talked = talk(ldap(silent.port(), {{"tls", tls}}), Duration{500});
      CHECK(talked.answer.ending == Ending::timed_out);
      CHECK(talked.elapsed < Duration{1'700});
    }
  }
}
