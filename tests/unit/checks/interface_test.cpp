#include <doctest/doctest.h>

#include "checks/network/link.hpp"
#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks;
using namespace labcheck::checks::test;

namespace {

Value recorded_interface(std::string_view name) {
  return facts_of("interface", {{"name", name}}, recorded(fmt::format("debian-12/interface-{}", name)));
}

}  // namespace

TEST_SUITE("checks/interface") {
  TEST_CASE("an interface of a lab host is described") {
    CHECK(recorded_interface("eth0") == Value{{"exists", true},
                                              {"up", true},
                                              {"kind", "veth"},
                                              {"mtu", 1500},
                                              {"mac", "02:81:db:69:6c:f5"},
                                              {"addresses", {"10.77.0.11/24", "fe80::81:dbff:fe69:6cf5/64"}},
                                              {"gateway", "10.77.0.1"}});
  }

  TEST_CASE("kinds of interfaces are told apart") {
    CHECK(recorded_interface("lo")["kind"] == "loopback");
    CHECK(recorded_interface("lo")["up"] == true);
    CHECK(recorded_interface("br0")["kind"] == "bridge");
    CHECK(recorded_interface("vx")["kind"] == "vxlan");
    CHECK(recorded_interface("t0")["kind"] == "tun");
    CHECK(recorded_interface("mv0")["kind"] == "macvlan");
    CHECK(recorded_interface("br0")["up"] == false);
    CHECK_FALSE(recorded_interface("t0").contains("mac"));
  }

  TEST_CASE("of a point-to-point address the prefix is the peer's, and an alias forges nothing") {
    const auto facts = recorded_interface("v0");
    CHECK(facts["addresses"] == Value{"10.9.9.1/32"});
    CHECK(facts["up"] == false);
    CHECK(facts["kind"] == "veth");
  }

  TEST_CASE("an interface that is not there is a fact") {
    CHECK(facts_of("interface", {{"name", "nosuch"}}, recorded("debian-12/interface-missing")) ==
          Value{{"exists", false}, {"up", false}});
  }

  TEST_CASE("this machine's loopback is up") {
    const auto facts = facts_here("interface", {{"name", "lo"}});
    CHECK(facts["up"] == true);
    CHECK(facts["addresses"].front() == "127.0.0.1/8");
    CHECK(facts_here("interface", {{"name", "no-such-if"}})["exists"] == false);
  }

  TEST_CASE("a physical interface and one without a carrier are seen as such") {
    const auto physical = read_link(
        "2: eth0: <BROADCAST,UP,LOWER_UP> mtu 1400 qdisc x\\    link/ether 02:fc:00:00:00:01 brd x\\    alias bridge",
        "eth0");
    REQUIRE(physical);
    CHECK(physical->kind == "physical");
    const auto unplugged =
        read_link("2: eth0: <NO-CARRIER,BROADCAST,UP> mtu 1500 qdisc x\\    link/ether 02:fc:00:00:00:01", "eth0");
    REQUIRE(unplugged);
    CHECK_FALSE(unplugged->up);
  }

  TEST_CASE("a link shown otherwise is no fact") {
    for (const auto* output : {"", "\n", "2: eth1: <UP> mtu 1500 qdisc x\\  link/ether x", "2: eth0: UP mtu 1500\\ x",
                               "2: eth0: <UP> mtu 1e999\\  link/ether x", "2: eth0: <UP> mtu 1500 qdisc"}) {
      CAPTURE(output);
      CHECK_FALSE(read_link(output, "eth0"));
    }
    CHECK(read_link("x", "eth0").error().message == "ip shows the interface as 'x'");
    const auto link = "exists=yes\nlink=" + in_hex("2: eth0: <UP> mtu 1500\\  link/ether x") + "\n";
    CHECK(message_of("interface", {{"name", "eth0"}}, answered(link + "address_of=10.0.0.1/x\nend=\n")) ==
          "ip shows an address as '10.0.0.1/x'");
    CHECK(message_of("interface", {{"name", "eth0"}}, answered(link + "gateway=evil\nend=\n")) ==
          "ip shows a gateway as 'evil'");
  }

  TEST_CASE("a path and a long name are no names of an interface") {
    const auto* type = find_check_type("interface");
    CHECK(type->complaint({{"name", ".."}}) == "'..' is no name of an interface");
    CHECK(type->complaint({{"name", "a/b"}}) == "'a/b' is no name of an interface");
    CHECK(type->complaint({{"name", "a234567890123456"}}) == "'a234567890123456' is no name of an interface");
    CHECK(type->complaint({{"name", "eth0.100"}}) == "");
  }
}
