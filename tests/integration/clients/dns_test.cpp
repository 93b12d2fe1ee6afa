#include <thread>

#include <doctest/doctest.h>

#include "support/named.hpp"
#include "support/scripted_service.hpp"
#include "talk.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

const Named& named() {
  static const Named server;
  return server;
}

Exchange dns(std::uint16_t port, const std::string& name, const std::string& type = "A") {
  return {.protocol = "dns",
          .host = "127.0.0.1",
          .port = port,
          .details = {{"name", name}, {"type", type}, {"recurse", true}}};
}

Value ask(const std::string& name, const std::string& type = "A") {
  const auto talked = talk(dns(named().port(), name, type));
  REQUIRE_MESSAGE(talked.answer.ending == Ending::completed, talked.answer.message);
  return talked.answer.reply;
}

std::vector<std::string> data(const Value& reply) {
  std::vector<std::string> all;
  for (const auto& record : reply.at("records")) {
    all.push_back(record.at("type").get<std::string>() + " " + record.at("data").get<std::string>());
  }
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace

TEST_SUITE("clients/dns with BIND") {
  TEST_CASE("a name's addresses come with the server's word that the zone is its own") {
    const auto reply = ask("www.lab.example");
    CHECK(reply.at("status") == "NOERROR");
    CHECK(reply.at("authoritative") == true);
    CHECK(reply.at("recursive") == false);
    CHECK(data(reply) == std::vector<std::string>{"A 192.168.10.11", "A 192.168.10.12"});
    CHECK(reply.at("records")[0].at("name") == "www.lab.example");
    CHECK(reply.at("records")[0].at("ttl") == 300);
  }

  TEST_CASE("an alias comes with what it stands for; mail, text and reverse names are read") {
    CHECK(data(ask("shop.lab.example")) ==
          std::vector<std::string>{"A 192.168.10.11", "A 192.168.10.12", "CNAME www.lab.example"});
    CHECK(data(ask("lab.example", "MX")) == std::vector<std::string>{"MX 10 mail.lab.example"});
    CHECK(data(ask("note.lab.example", "TXT")) == std::vector<std::string>{"TXT two words; and more"});
    CHECK(data(ask("192.168.10.11", "PTR")) == std::vector<std::string>{"PTR www.lab.example"});
  }

  TEST_CASE("no such name, and a name that is not the server's, are answers") {
    CHECK(ask("none.lab.example").at("status") == "NXDOMAIN");
    CHECK(ask("none.lab.example").at("records").empty());
    CHECK(ask("www.elsewhere.example").at("status") == "REFUSED");
  }

  TEST_CASE("a zone is transferred whole where that is allowed, and refused where not") {
    const auto zone = ask("lab.example", "AXFR");
    CHECK(zone.at("status") == "NOERROR");
    CHECK(zone.at("records").size() == 9);
    CHECK(zone.at("records").front().at("type") == "SOA");
    CHECK(ask("10.168.192.in-addr.arpa", "AXFR").at("status") == "REFUSED");
  }

  TEST_CASE("nobody there is a fact") {
    const auto talked = talk(dns(free_port(), "www.lab.example"));
    CHECK(talked.answer.ending == Ending::completed);
    CHECK(talked.answer.reply.at("connected") == false);
  }

  TEST_CASE("what is no DNS answer is the service's fault, and silence is a time-out") {
    const ScriptedService garbage{[](const Peer& peer) { peer.send("HTTP/1.1 400 Bad Request\r\n\r\n"); }};
    const auto wrong = talk(dns(garbage.port(), "www.lab.example"));
    CHECK(wrong.answer.ending == Ending::completed);
    const auto failure = wrong.answer.reply.at("failure");  // a reset when the question wasn't read yet
    CHECK((failure == "the server ended in the middle of a message" || failure == "the server reset the connection"));
    const ScriptedService replay{[](const Peer& peer) {
      peer.send(std::string{"\x00\x0c\x00\x00\x80\x00\x00\x00\x00\x00\x00\x00\x00\x00", 14});
      peer.wait_for_end();
    }};
    const auto other = talk(dns(replay.port(), "www.lab.example"));
    CHECK(other.answer.reply.at("failure") == "a DNS message came that answers another question");
    const ScriptedService silent{[](const Peer& peer) { peer.wait_for_end(); }};
    CHECK(talk(dns(silent.port(), "www.lab.example"), Duration{400}).answer.ending == Ending::timed_out);
  }
}
