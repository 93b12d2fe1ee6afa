#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

Value recorded_bridge(std::string_view name) {
  return facts_of("bridge", {{"name", name}}, recorded(fmt::format("debian-12/bridge-{}", name)));
}

std::string device(const std::string& json) {
  return "exists=yes\ndevice=" + in_hex(json) + "\nmembers=5b5d\n";
}

}  // namespace

TEST_SUITE("checks/bridge") {
  TEST_CASE("a bridge with its members, of which only one forwards, and its spanning tree") {
    CHECK(recorded_bridge("br0") == Value{{"exists", true},
                                          {"up", true},
                                          {"mac", "7e:4b:d0:d0:4b:18"},
                                          {"mtu", 1500},
                                          {"addresses", {"10.7.0.1/24", "fe80::7c4b:d0ff:fed0:4b18/64"}},
                                          {"members", {"eth2", "v0"}},
                                          {"forwarding", {"eth2"}},
                                          {"stp", true},
                                          {"forward_delay", 4.0},
                                          {"priority", 4096},
                                          {"vlan_filtering", false}});
  }

  TEST_CASE("one that tells VLANs apart: what each interface lets through, and the VLAN of untagged frames") {
    const auto facts = facts_of("bridge", {{"name", "br0"}}, recorded("debian-12/bridge-vlans"));
    CHECK(facts["vlan_filtering"] == true);
    CHECK(facts["vlans"]["t4"] == Value{{"ids", {10}}, {"pvid", 10}});
    CHECK(facts["vlans"]["t5"] == Value{{"ids", {1, 10, 11, 12}}, {"pvid", 1}});
    CHECK(facts["vlans"]["br0"]["ids"] == Value{1});
  }

  TEST_CASE("an empty one that is switched off") {
    const auto facts = recorded_bridge("br1");
    CHECK(facts["exists"] == true);
    CHECK(facts["up"] == false);
    CHECK(facts["stp"] == false);
    CHECK(facts["members"] == Value::array());
  }

  TEST_CASE("no such interface, and one that is no bridge, are facts") {
    CHECK(recorded_bridge("nosuch") == Value{{"exists", false}, {"up", false}});
    CHECK(recorded_bridge("eth1") == Value{{"exists", false}, {"up", false}});
  }

  TEST_CASE("absurd answers are no facts") {
    const Value name = {{"name", "br0"}};
    CHECK(message_of("bridge", name, answered(device("[{},") + "end=\n")) ==
          "ip shows interfaces as '[{},', which is no list");
    CHECK(message_of("bridge", name, answered(device("[{}]") + "end=\n")) == "ip shows 0 interfaces named 'br0'");
    CHECK(message_of("bridge", name,
                     answered(device(R"([{"ifname":"br1","mtu":1,"flags":[],"addr_info":[]}])") + "end=\n")) ==
          "ip shows 1 interfaces named 'br0'");
    CHECK(message_of("bridge", name,
                     answered(device(R"([{"ifname":"br0","mtu":1,"flags":[],"addr_info":[{"local":"x",)"
                                     R"("prefixlen":1}]}])") +
                              "end=\n")) == "ip shows an address as 'x'");
    const auto filtering = device(R"([{"ifname":"br0","mtu":1,"flags":[],"addr_info":[],"linkinfo":{"info_kind":)"
                                  R"("bridge","info_data":{"stp_state":0,"forward_delay":1,"priority":1,)"
                                  R"("vlan_filtering":1}}}])");
    CHECK(message_of("bridge", name, answered(filtering + "end=\n")) == "the host's answer has no 'vlans'");
    CHECK(message_of(
              "bridge", name,
              answered(filtering + "vlans=" + in_hex(R"([{"ifname":"br0","vlans":[{"vlan":1,"vlanEnd":99999999}]}])") +
                       "\nend=\n")) == "bridge shows VLANs 1 to 99999999");
    CHECK(find_check_type("bridge")->complaint({{"name", "a/b"}}) == "'a/b' is no name of an interface");
  }
}
