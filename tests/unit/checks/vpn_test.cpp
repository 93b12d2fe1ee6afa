#include <doctest/doctest.h>

#include "checks/network/vpn_peers.hpp"
#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks;
using namespace labcheck::checks::test;

namespace {

Value recorded_vpn(std::string_view file, std::string_view kind, std::string_view name) {
  return facts_of("vpn", {{"name", name}, {"kind", kind}}, recorded(fmt::format("debian-12/vpn-{}", file)));
}

const Value absent{{"exists", false}, {"running", false}, {"established", false}, {"peers", Value::array()}};
const std::string own_line = "key\t51820\toff\n";

std::string wireguard(const std::string& dump) {
  return "exists=yes\nnow=1000\ndump=" + in_hex(dump) + "\nend=\n";
}

}  // namespace

TEST_SUITE("checks/vpn") {
  TEST_CASE("WireGuard: a peer that has shaken hands, and one that never has") {
    const auto facts = recorded_vpn("wireguard", "wireguard", "wg0");
    CHECK(facts == Value{{"exists", true},
                         {"running", true},
                         {"established", true},
                         {"listen_port", 51820},
                         {"public_key", "+zfB6pagZoHqndLibHmYTj3JzqpKX4mEuDqLr0jaQUQ="},
                         {"peers", Value::array({{{"name", "lDI0bt1CWUQAjpqFZUnNyACMikrW/rkyrS5VBobXoR8="},
                                                  {"endpoint", "10.5.0.2:51820"},
                                                  {"networks", {"10.100.0.2/32", "fd64::2/128"}},
                                                  {"established", true},
                                                  {"handshake_age", 110},
                                                  {"keepalive", 25},
                                                  {"received", 3560},
                                                  {"sent", 2892}}})}});
    const auto idle = recorded_vpn("wireguard-idle", "wireguard", "wg0");
    CHECK(idle["established"] == false);
    CHECK_FALSE(idle["peers"][0].contains("handshake_age"));
    CHECK(idle["peers"][0]["sent"] == 148);
    CHECK(recorded_vpn("wireguard-missing", "wireguard", "wg9") == absent);
  }

  TEST_CASE("WireGuard: an old handshake establishes nothing; what is shown otherwise is no fact") {
    const Value name = {{"name", "wg0"}};
    const auto at = [&](const std::string& shaken) {
      return facts_of("vpn", name, answered(wireguard(own_line + "p\t(none)\t(none)\t" + shaken + "\t0\t0\toff\n")));
    };
    CHECK(at("821")["established"] == true);
    CHECK(at("820")["established"] == false);
    CHECK(at("820")["peers"][0]["networks"] == Value::array());
    CHECK(message_of("vpn", name, answered(wireguard(own_line + "p\t(none)\n"))) == "wg shows a peer as 'p?(none)'");
    CHECK(message_of("vpn", name, answered(wireguard(own_line + "p\te\tn\t-5\t0\t0\toff\n"))) != "");
    CHECK(message_of("vpn", name, answered(wireguard(""))) == "wg shows the tunnel as ''");
  }

  TEST_CASE("IPsec by vici: an association with an installed child, and none") {
    const auto facts = recorded_vpn("ipsec", "ipsec", "site");
    CHECK(facts == Value{{"exists", true},
                         {"running", true},
                         {"established", true},
                         {"peers", Value::array({{{"name", "10.5.0.2"},
                                                  {"endpoint", "10.5.0.2"},
                                                  {"state", "ESTABLISHED"},
                                                  {"established", true},
                                                  {"networks", {"10.202.0.0/16"}},
                                                  {"local_networks", {"10.201.0.0/16"}},
                                                  {"received", 252},
                                                  {"sent", 252}}})}});
    const auto down = recorded_vpn("ipsec-down", "ipsec", "site");
    CHECK(down["exists"] == true);
    CHECK(down["established"] == false);
    CHECK(recorded_vpn("ipsec-other", "ipsec", "elsewhere") == absent);
    CHECK(recorded_vpn("ipsec-stopped", "ipsec", "site") == absent);
  }

  TEST_CASE("IPsec by the older command: the same facts") {
    const auto facts = recorded_vpn("ipsec-old", "ipsec", "old");
    CHECK(facts["exists"] == true);
    CHECK(facts["established"] == true);
    CHECK(facts["peers"][0]["endpoint"] == "10.5.0.2");
    CHECK(facts["peers"][0]["networks"] == Value{"10.202.0.0/16"});
    CHECK(facts["peers"][0]["local_networks"] == Value{"10.201.0.0/16"});
    const auto down = recorded_vpn("ipsec-old-down", "ipsec", "old");
    CHECK(down["exists"] == true);
    CHECK(down["established"] == false);
    CHECK(recorded_vpn("ipsec-old", "ipsec", "ol") == absent);
    CHECK(message_of("vpn", {{"name", "old"}, {"kind", "ipsec"}},
                     answered("status=" + in_hex("Connections:\n old:  a...b\n") + "\nend=\n")) ==
          "ipsec statusall is cut off");
  }

  TEST_CASE("vici's messages: blanks in values, lists, and what is cut") {
    const auto read = read_vici("list-conn event {a {class=pre-shared key groups=[x y] b=1 c {} d=two words}}\n");
    REQUIRE(read);
    CHECK((*read)[0]["what"] == Value{{"a",
                                       {{"class", "pre-shared key"},
                                        {"groups", {"x", "y"}},
                                        {"b", "1"},
                                        {"c", Value::object()},
                                        {"d", "two words"}}}});
    for (const auto* output : {"x", "x event", "x event {a {b=1}", "x event {a=[b", "x event {a}", "x event {} y"}) {
      CAPTURE(output);
      CHECK_FALSE(read_vici(output));
    }
    CHECK_FALSE(read_vici("x event {" + std::string(100000, 'a') + std::string(100000, '{')));
    std::string deep = "x event ";
    for (int at = 0; at < 50; ++at) {
      deep += "{a ";
    }
    CHECK_FALSE(read_vici(deep));
    CHECK(message_of("vpn", {{"name", "site"}, {"kind", "ipsec"}},
                     answered("connections=" + in_hex("list-conn event {site {}}\n") + "\nassociations=\nend=\n")) ==
          "swanctl lists connections as 'list-conn event {site {}}'");
  }

  TEST_CASE("OpenVPN: a server's clients in both of its files' forms, and a client") {
    const auto plain = recorded_vpn("openvpn-plain", "openvpn", "plain");
    CHECK(plain["established"] == true);
    CHECK(plain["peers"][0]["name"] == "client.lab");
    CHECK(plain["peers"][0]["networks"] == Value{"10.67.0.2"});
    const auto server = recorded_vpn("openvpn-server", "openvpn", "office");
    CHECK(server["running"] == true);
    CHECK(server["established"] == true);
    CHECK(server["peers"][0]["name"] == "client.lab");
    CHECK(server["peers"][0]["networks"] == Value{"10.66.0.2"});
    const auto client = recorded_vpn("openvpn-client", "openvpn", "c1194");
    CHECK(client["established"] == true);
    CHECK(client["peers"][0]["received"].is_number_integer());
    CHECK(recorded_vpn("openvpn-stopped", "openvpn", "office") ==
          Value{{"exists", true}, {"running", false}, {"established", false}, {"peers", Value::array()}});
    CHECK(recorded_vpn("openvpn-missing", "openvpn", "nosuch") == absent);
  }

  TEST_CASE("OpenVPN: without a status file it isn't known; a cut one is no fact") {
    const Value name = {{"name", "x"}, {"kind", "openvpn"}};
    CHECK(facts_of("vpn", name, answered("exists=yes\nactive=active\nend=\n")) ==
          Value{{"exists", true}, {"running", true}});
    const auto status = [](const std::string& text) {
      return answered("exists=yes\nactive=active\nstatus=" + in_hex(text) + "\nend=\n");
    };
    CHECK(message_of("vpn", name, status("OpenVPN STATISTICS\nUpdated,x\n")) == "openvpn's status file is cut off");
    CHECK(message_of("vpn", name, status("HEADER,CLIENT_LIST,Common Name,Real Address\nCLIENT_LIST,x,y\nEND\n")) ==
          "openvpn's status file describes a client without its name or numbers");
    CHECK(facts_of("vpn", name, status("OpenVPN CLIENT LIST\nUpdated,x\nEND\n"))["established"] == false);
  }

  TEST_CASE("a path is no name of a tunnel") {
    const auto* type = find_check_type("vpn");
    CHECK(type->complaint({{"name", "../x"}}) == "'../x' is no name of a tunnel");
    CHECK(type->complaint({{"name", "a b"}}) == "'a b' is no name of a tunnel");
    CHECK(script_of("vpn", {{"name", "wg0"}}).arguments == std::vector<std::string>{"wireguard", "wg0"});
  }
}
