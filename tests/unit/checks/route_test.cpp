#include <doctest/doctest.h>

#include "checks/network/prefix.hpp"
#include "checks/network/stored_routes.hpp"
#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks;
using namespace labcheck::checks::test;

namespace {

Value recorded_route(std::string_view name, std::string_view to) {
  return facts_of("route", {{"to", to}}, recorded(fmt::format("debian-12/route-{}", name)));
}

/// What a file of this kind sets at boot, as "NETWORK GATEWAY".
std::vector<std::string> stored(const std::string& kind, const std::string& text) {
  std::vector<std::string> found;
  for (const auto& route : stored_routes({{.kind = kind, .path = "/etc/file", .text = text}})) {
    found.push_back(fmt::format("{} {}", spelt(route.to), route.gateway));
  }
  return found;
}

std::string routes(const std::string& json) {
  return "json=yes\nroutes=" + in_hex(json) + "\nend=\n";
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_SUITE("checks/route") {
  TEST_CASE("of several routes the one with the lowest metric counts, and the file that sets it at boot is named") {
    CHECK(recorded_route("metrics", "10.9.0.0/16") == Value{{"exists", true},
                                                            {"usable", true},
                                                            {"type", "unicast"},
                                                            {"gateway", "10.5.0.2"},
                                                            {"interface", "eth1"},
                                                            {"metric", 50},
                                                            {"protocol", "static"},
                                                            {"count", 2},
                                                            {"gateways", {"10.5.0.2", "10.5.0.3"}},
                                                            {"interfaces", {"eth1"}},
                                                            {"persistent", true},
                                                            {"persistent_gateway", "10.5.0.2"},
                                                            {"file", "/etc/network/interfaces.d/lan"}});
  }

  TEST_CASE("a second default route is counted; an IPv6 network is as good") {
    const auto facts = recorded_route("default", "default");
    CHECK(facts["count"] == 2);
    CHECK(facts["gateway"] == "10.77.0.1");
    CHECK(facts["persistent_gateway"] == "10.5.0.2");
    CHECK(recorded_route("six", "fd01::/48")["gateway"] == "fd00::2");
    CHECK(recorded_route("six", "fd01::/48")["persistent"] == false);
  }

  TEST_CASE("equal paths are all named") {
    const auto facts = recorded_route("multipath", "10.10.0.0/16");
    CHECK(facts["gateways"] == Value{"10.5.0.2", "10.5.0.3"});
    CHECK(facts["count"] == 1);
  }

  TEST_CASE("a route that isn't there is a fact; one that leads nowhere is there, but of no use") {
    CHECK(recorded_route("missing", "10.99.0.0/16") ==
          Value{{"exists", false}, {"usable", false}, {"count", 0}, {"persistent", false}});
    CHECK(recorded_route("no-table", "10.99.0.0/16")["exists"] == false);
    const auto hole = recorded_route("blackhole", "10.11.0.0/16");
    CHECK(hole["exists"] == true);
    CHECK(hole["usable"] == false);
    CHECK(hole["type"] == "blackhole");
  }

  TEST_CASE("of an address the way is asked, not a file") {
    const auto facts = recorded_route("get", "10.9.1.1");
    CHECK(facts["gateway"] == "10.5.0.2");
    CHECK(facts["source"] == "10.5.0.1");
    CHECK_FALSE(facts.contains("persistent"));
    CHECK(recorded_route("get-blackhole", "10.11.1.1") ==
          Value{{"exists", false}, {"usable", false}, {"count", 0}, {"type", "blackhole"}});
    CHECK(recorded_route("get-local", "127.0.0.1")["type"] == "local");
  }

  TEST_CASE("busybox's words give the same facts; what it leaves out is no fact") {
    for (const auto* name : {"busybox", "metrics"}) {
      const auto facts = recorded_route(name, "10.9.0.0/16");
      CHECK(facts["gateway"] == "10.5.0.2");
      CHECK(facts["metric"] == 50);
      CHECK(facts["count"] == 2);
    }
    CHECK(recorded_route("busybox-get", "10.9.1.1")["source"] == "10.5.0.1");
    CHECK(recorded_route("busybox-six", "fd01::/48")["gateway"] == "fd00::2");
    CHECK(recorded_route("busybox-default", "default")["count"] == 2);
    CHECK(recorded_route("busybox-no-table", "10.99.0.0/16")["exists"] == false);
    CHECK(recorded_route("busybox-get-blackhole", "10.11.1.1")["type"] == "blackhole");
    CHECK(message_of("route", {{"to", "10.10.0.0/16"}}, recorded("debian-12/route-busybox-multipath")) ==
          "ip shows a route without its interface");
  }

  TEST_CASE("ifupdown: gateways and commands of interfaces that come up at boot") {
    CHECK(stored("ifupdown",
                 "auto lo eth0\niface eth0 inet static\n  address 10.0.0.2/24\n  gateway 10.0.0.1\n"
                 "  post-up /sbin/ip -4 route replace 10.2.0.0/255.255.0.0 via 10.0.0.9 || true\n"
                 "#  up ip route add 10.3.0.0/16 via 10.0.0.9\niface eth1 inet static\n"
                 "  gateway 10.1.0.1\n  up ip route add 10.4.0.0/16 via 10.1.0.9\n") ==
          Lines{"0.0.0.0/0 10.0.0.1", "10.2.0.0/16 10.0.0.9"});
    CHECK(stored("ifupdown", "allow-hotplug eth0\niface eth0 inet6 static\n\tgateway fd00::1\n\tup ip route add\n") ==
          Lines{"::/0 fd00::1"});
  }

  TEST_CASE("systemd-networkd, NetworkManager and Red Hat's network scripts") {
    CHECK(stored("networkd",
                 "[Match]\nName=eth0\n[Network]\nGateway=10.0.0.1\n# Gateway=10.0.0.2\n[Route]\n"
                 "Destination=10.2.0.0/16\nGateway=10.0.0.9\n[Route]\nGateway=fd00::1\n[Link]\n") ==
          Lines{"0.0.0.0/0 10.0.0.1", "10.2.0.0/16 10.0.0.9", "::/0 fd00::1"});
    CHECK(stored("keyfile",
                 "[ipv4]\naddress1=10.0.0.2/24,10.0.0.1\nroute1=10.2.0.0/16,10.0.0.9,100\n"
                 "route1_options=table=5\nroute2=10.3.0.0/16\n[ipv6]\ngateway=fd00::1\n") ==
          Lines{"0.0.0.0/0 10.0.0.1", "10.2.0.0/16 10.0.0.9", "10.3.0.0/16 ", "::/0 fd00::1"});
    CHECK(stored("keyfile", "[connection]\nautoconnect=false\n[ipv4]\ngateway=10.0.0.1\n").empty());
    CHECK(stored("ifcfg", "DEVICE=eth0\nONBOOT=yes\nGATEWAY=\"10.0.0.1\"\n") == Lines{"0.0.0.0/0 10.0.0.1"});
    CHECK(stored("ifcfg", "ONBOOT=no\nGATEWAY=10.0.0.1\n").empty());
    CHECK(stored("route", "10.2.0.0/16 via 10.0.0.9 dev eth0\n# 10.3.0.0/16 via 10.0.0.9\nno sense\n") ==
          Lines{"10.2.0.0/16 10.0.0.9"});
  }

  TEST_CASE("this machine's loopback is found") {
    CHECK(facts_here("route", {{"to", "127.0.0.1"}})["interface"] == "lo");
    CHECK(facts_here("route", {{"to", "203.0.113.0/25"}})["exists"] == false);
  }

  TEST_CASE("absurd answers are no facts") {
    const Value to = {{"to", "10.2.0.0/16"}};
    CHECK(message_of("route", to, answered(routes("[{]"))) == "ip shows routes as '[{]', which is no list");
    CHECK(message_of("route", to, answered(routes(R"([{"dst":"x","type":"evil","flags":[]}])"))) ==
          "ip shows a route of the type 'evil'");
    CHECK(message_of("route", to, answered(routes(R"([{"dst":"x","dev":"eth0","gateway":"x","flags":[]}])"))) ==
          "ip shows a route's address as 'x'");
    CHECK(message_of("route", to, answered(routes(R"([{"dst":"x","dev":"eth0","metric":"1","flags":[]}])"))) != "");
    CHECK(message_of("route", to, answered("json=yes\nrefusal=" + in_hex("Operation not permitted") + "\nend=\n")) ==
          "ip can't show the route: Operation not permitted");
    CHECK(message_of("route", to, answered("json=yes\nroutes=5b5d\nfile_kind=ifupdown\nend=\n")) ==
          "the host's answer has a file of the network's configuration without its text");
  }

  TEST_CASE("what is no network is refused, with the network that may be meant") {
    const auto* type = find_check_type("route");
    CHECK(type->complaint({{"to", "10.9.1.0/16"}}) == "'10.9.1.0/16' is no network (did you mean '10.9.0.0/16'?)");
    CHECK(type->complaint({{"to", "10.9.0.0/33"}}) == "'10.9.0.0/33' is no network, no address and not 'default'");
    CHECK(type->complaint({{"to", "10.9.0.0/16"}, {"table", "a b"}}) == "'a b' is no name of a routing table");
    CHECK(type->complaint({{"to", "${net}"}}) == "");
    CHECK(script_of("route", {{"to", "fd01::1"}}).arguments == Lines{"get", "-6", "fd01::1", "main"});
    CHECK(script_of("route", {{"to", "default"}, {"table", "100"}}).arguments ==
          Lines{"show", "-4", "0.0.0.0/0", "100"});
  }

  TEST_CASE("prefixes contain, meet and miss one another") {
    const auto prefix = [](std::string_view text) { return read_prefix(text).value(); };
    CHECK(covers(prefix("10.0.0.0/8"), prefix("10.1.2.3")));
    CHECK_FALSE(covers(prefix("10.1.2.3"), prefix("10.0.0.0/8")));
    CHECK(overlap(prefix("10.1.0.0/16"), prefix("10.0.0.0/8")));
    CHECK_FALSE(overlap(prefix("10.1.0.0/16"), prefix("10.2.0.0/16")));
    CHECK_FALSE(overlap(prefix("::/0"), prefix("10.2.0.0/16")));
    CHECK(same(prefix("10.1.0.0/255.255.0.0"), prefix("10.1.0.0/16")));
    for (const auto* text : {"", "10.0.0", "10.0.0.0/255.0.255.0", "10.0.0.0/", "10.0.0.0/-1", "fd00::/129", "a"}) {
      CAPTURE(text);
      CHECK_FALSE(read_prefix(text));
    }
  }
}
