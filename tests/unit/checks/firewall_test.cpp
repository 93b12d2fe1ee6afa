#include <doctest/doctest.h>

#include "checks/network/nft_ruleset.hpp"
#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks;
using namespace labcheck::checks::test;

namespace {

Value recorded_firewall(std::string_view name, Value parameters) {
  return facts_of("firewall", parameters, recorded(fmt::format("debian-12/firewall-{}", name)));
}

std::string traffic(std::string_view name, const Value& parameters) {
  return recorded_firewall(name, parameters)["traffic"];
}

/// What becomes of a connection to port 22 from 10.1.1.1, by these rules of an input chain that drops.
std::string by_rules(const std::string& rules, const std::string& more = "") {
  const auto read = read_nft(R"({"nftables":[{"chain":{"family":"inet","table":"t","name":"in","type":"filter",)"
                             R"("hook":"input","prio":0,"policy":"drop"}})" +
                             more + R"(,{"rule":{"family":"inet","table":"t","chain":"in","expr":[)" + rules + "]}}]}");
  REQUIRE(read);
  Traffic question;
  question.port = 22;
  question.source = read_prefix("10.1.1.1");
  return fate(*read, question);
}

}  // namespace

TEST_SUITE("checks/firewall") {
  TEST_CASE("nftables: a connection is followed through sets, ranges, maps and jumps") {
    const auto from = [](const char* source, int port) {
      return traffic("nft", {{"port", port}, {"source", source}, {"in", "eth1"}});
    };
    CHECK(from("10.5.0.9", 22) == "accept");
    CHECK(from("10.6.0.9", 3306) == "accept");
    CHECK(from("10.1.1.1", 3306) == "drop");
    CHECK(from("10.1.1.1", 8443) == "undecided");  // a set before it fills itself
    CHECK(from("10.1.1.1", 8080) == "undecided");  // goes to another port before it comes in
    CHECK(from("10.5.0.9", 80) == "accept");
    CHECK(from("10.5.0.9", 8040) == "accept");
    CHECK(traffic("nft",
                  {{"port", 443}, {"direction", "forward"}, {"in", "eth1"}, {"out", "eth2"}, {"source", "10.5.0.7"}}) ==
          "accept");
    CHECK(traffic("nft", {{"port", 443}, {"direction", "forward"}, {"in", "eth2"}, {"out", "eth1"}}) == "drop");
    CHECK(traffic("nft", {{"port", 80}}) == "accept");
    CHECK(traffic("nft", {{"port", 53}, {"protocol", "udp"}, {"in", "eth1"}}) == "accept");
  }

  TEST_CASE("iptables: what was saved is what boot loads, whatever was added since") {
    const auto facts = recorded_firewall("iptables", {{"port", 9999}, {"in", "eth1"}, {"persistent", true}});
    CHECK(facts["traffic"] == "accept");
    CHECK(facts["persistent"]["traffic"] == "drop");
    CHECK(facts["persistent"]["managers"] == Value{"netfilter-persistent"});
    CHECK(facts["policy"] == Value{{"input", "drop"}, {"forward", "accept"}, {"output", "accept"}});
    CHECK(facts["backends"] == Value{"iptables-nft"});
    CHECK(facts["nat"]["masquerade"] == Value::array({{{"out", "eth1"}, {"source", "10.6.0.0/24"}}}));
    CHECK(facts["nat"]["dnat"][0] == Value{{"protocol", "tcp"}, {"port", 8080}, {"to", "10.6.0.5:80"}});
    CHECK(facts["nat"]["dnat"][1] == Value{{"protocol", "udp"}, {"port", 5353}, {"to", ":53"}});
    CHECK(facts["nat"]["snat"] == Value::array({{{"source", "10.7.0.0/24"}, {"to", "10.5.0.1"}}}));
  }

  TEST_CASE("of both makes of iptables: comments forge nothing, foreign matches leave it undecided") {
    for (const auto* name : {"iptables", "legacy"}) {
      CAPTURE(name);
      const auto at = [&](int port, const char* source) {
        return traffic(name, {{"port", port}, {"in", "eth1"}, {"source", source}});
      };
      CHECK(at(80, "10.9.9.9") == "accept");
      CHECK(at(22, "10.5.0.7") == "accept");
      CHECK(at(22, "10.9.9.9") == "drop");
      CHECK(at(23, "10.9.9.9") == "reject");
      CHECK(at(8443, "10.9.9.9") == "accept");
      CHECK(at(8443, "10.5.0.2") == "drop");
      CHECK(at(8443, "10.5.0.0/24") == "undecided");
      CHECK(at(2222, "10.9.9.9") == "undecided");
      CHECK(at(3005, "10.9.9.9") == "drop");
      CHECK(at(8080, "10.9.9.9") == "undecided");
      CHECK(at(22, "fd00::9") == "accept");
      CHECK(at(22, "2001:db8::9") == "drop");
      CHECK(traffic(name, {{"protocol", "icmp"}, {"in", "eth1"}}) == "accept");
      CHECK(traffic(name, {{"port", 22}, {"in", "eth0"}}) == "accept");
      CHECK(traffic(name, {{"port", 22}}) == "undecided");
      CHECK(traffic(name, {{"port", 25}, {"direction", "output"}}) == "accept");
    }
    CHECK(recorded_firewall("legacy", {})["backends"] == Value{"iptables-legacy"});
  }

  TEST_CASE("firewalld: zones by source, services, and what is only set for now") {
    const Value web = {{"port", 80}, {"persistent", true}};
    const auto facts = recorded_firewall("firewalld", web);
    CHECK(facts["traffic"] == "accept");
    CHECK(facts["persistent"]["traffic"] == "undecided");  // from 10.5.0.0/24 it would be accepted
    CHECK(facts["backends"] == Value{"firewalld"});
    const auto outside = recorded_firewall("firewalld", {{"port", 80}, {"source", "10.9.9.9"}, {"persistent", true}});
    CHECK(outside["traffic"] == "accept");
    CHECK(outside["persistent"]["traffic"] == "reject");
    const auto trusted = recorded_firewall("firewalld", {{"port", 99}, {"source", "10.5.0.9"}, {"persistent", true}});
    CHECK(trusted["traffic"] == "reject");
    CHECK(trusted["persistent"]["traffic"] == "accept");
    CHECK(facts["nat"]["dnat"][0]["to"] == "10.6.0.5:80");
    CHECK(facts["nat"]["masquerade"].size() == 1);
    CHECK(facts["persistent"]["nat"]["masquerade"].empty());
  }

  TEST_CASE("no rules are a fact, and so are files that can't be loaded") {
    const auto none = recorded_firewall("none", {{"port", 22}, {"persistent", true}});
    CHECK(none["active"] == false);
    CHECK(none["traffic"] == "accept");
    CHECK(none["persistent"]["managers"] == Value::array());
    const auto broken = recorded_firewall("broken", {{"port", 22}, {"persistent", true}});
    CHECK(broken["persistent"]["loads"] == false);
    CHECK(broken["persistent"]["traffic"] == "undecided");
    CHECK(broken["persistent"]["problem"].get<std::string>().find("syntax error") != std::string::npos);
    CHECK(facts_of("firewall", {{"port", 22}}, answered("end=\n")) ==
          Value{{"active", false}, {"backends", Value::array()}, {"traffic", "undecided"}});
  }

  TEST_CASE("without a question, traffic is undecided") {
    CHECK(traffic("none", Value::object()) == "undecided");
    CHECK(traffic("nft", Value::object()) == "undecided");
  }

  TEST_CASE("what isn't understood decides nothing") {
    const std::string accept = R"({"accept":null})";
    CHECK(by_rules(accept) == "accept");
    CHECK(by_rules(R"({"counter":null},{"log":{"prefix":"x"}},)" + accept) == "accept");
    CHECK(by_rules(R"({"hocuspocus":null},)" + accept) == "accept");
    CHECK(by_rules(accept + R"(,{"hocuspocus":null})") == "undecided");
    CHECK(by_rules(R"({"match":{"op":"==","left":{"meta":{"key":"mark"}},"right":7}},)" + accept) == "undecided");
    CHECK(by_rules(R"({"match":{"op":"<","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":7}},)" +
                   accept) == "undecided");
    CHECK(by_rules(R"({"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":"@x"}},)" +
                   accept) == "undecided");
    CHECK(by_rules(R"({"limit":{"rate":5}},)" + accept) == "undecided");
    CHECK(by_rules(R"({"jump":{"target":"nowhere"}})") == "undecided");
    CHECK(by_rules(R"({"jump":{"target":"in"}})") == "undecided");
    CHECK(by_rules(R"({"queue":{"num":1}})") == "undecided");
    CHECK(by_rules(R"({"match":{"op":"!=","left":{"ct":{"key":"state"}},"right":"new"}},)" + accept) == "drop");
  }

  TEST_CASE("every chain on the way must let it pass") {
    const std::string later = R"(,{"chain":{"family":"ip","table":"u","name":"late","type":"filter","hook":"input",)"
                              R"("prio":100,"policy":"drop"}})";
    CHECK(by_rules(R"({"accept":null})", later) == "drop");
  }

  TEST_CASE("absurd answers are no facts") {
    const Value port = {{"port", 22}};
    CHECK(message_of("firewall", port, answered("now_nft=" + in_hex("{") + "\nend=\n")) ==
          "nft shows its rules as '{'");
    CHECK(message_of("firewall", port,
                     answered("now_nft=" +
                              in_hex(R"({"nftables":[{"rule":{"family":"ip","table":"t","chain":"x","expr":[]}}]})") +
                              "\nend=\n")) == "nft shows a rule of a chain 'x' that it doesn't show");
    CHECK(message_of("firewall", port, answered("now_iptables_nft=" + in_hex("*filter\n:INPUT DROP\n") + "\nend=\n")) ==
          "iptables' rules are cut off: a table has no COMMIT");
    CHECK(message_of("firewall", port, answered("now_iptables_nft=" + in_hex("-A INPUT -j ACCEPT\n") + "\nend=\n")) ==
          "iptables shows its rules with a line '-A INPUT -j ACCEPT'");
    CHECK(message_of("firewall", port,
                     answered("now_iptables_nft=" + in_hex("*filter\n-A INPUT -m comment --comment \"x\nCOMMIT\n") +
                              "\nend=\n")) != "");
    CHECK(message_of("firewall", {{"port", 22}, {"persistent", true}},
                     answered("now_nft=" + in_hex(R"({"nftables":[]})") + "\nend=\n")) ==
          "the host's answer has no 'loads'");
  }

  TEST_CASE("questions that make no sense are refused") {
    const auto* type = find_check_type("firewall");
    CHECK(type->complaint({{"source", "10.0.0.0/99"}}) == "'10.0.0.0/99' is no address and no network");
    CHECK(type->complaint({{"in", "a b"}}) == "'a b' is no name of an interface");
    CHECK(type->complaint({{"port", 22}, {"out", "eth0"}}) ==
          "what comes to the host itself goes out by no interface ('direction: forward' or 'output' is missing)");
    CHECK(type->complaint({{"in", "eth0"}, {"direction", "output"}}) == "what the host sends comes in by no interface");
    CHECK(type->complaint({{"source", "${web.address}"}}) == "");
    CHECK(script_of("firewall", {{"port", 22}, {"persistent", true}}).arguments ==
          std::vector<std::string>{"persistent"});
  }
}
