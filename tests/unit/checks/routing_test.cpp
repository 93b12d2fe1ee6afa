#include <doctest/doctest.h>

#include "checks/network/routing_reply.hpp"
#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks;
using namespace labcheck::checks::test;

namespace {

Value recorded_routing(std::string_view name) {
  return facts_of("routing", Value::object(), recorded(fmt::format("debian-12/routing-{}", name)));
}

Value route_to(const Value& facts, std::string_view network, std::string_view protocol) {
  for (const auto& route : facts["routes"]) {
    if (route["network"] == network && route["protocol"] == protocol) {
      return route;
    }
  }
  return nullptr;
}

}  // namespace

TEST_SUITE("checks/routing") {
  TEST_CASE("neighbours, peers and what was learnt of them") {
    const auto facts = recorded_routing("full");
    CHECK(facts["running"] == true);
    CHECK(facts["ospf_router_id"] == "10.5.0.1");
    CHECK(
        facts["ospf_neighbors"] ==
        Value::array(
            {{{"id", "10.5.0.2"}, {"address", "10.5.0.2"}, {"interface", "eth1"}, {"state", "Full"}, {"full", true}}}));
    CHECK(facts["bgp_as"] == 65001);
    CHECK(facts["bgp_peers"][0]["address"] == "10.5.0.2");
    CHECK(facts["bgp_peers"][0]["as"] == 65002);
    CHECK(facts["bgp_peers"][0]["established"] == true);
    CHECK(facts["bgp_peers"][0]["received"] == 1);
    CHECK(route_to(facts, "10.202.0.0/16", "ospf")["gateways"] == Value{"10.5.0.2"});
    CHECK(route_to(facts, "10.202.0.0/16", "ospf")["installed"] == true);
    CHECK(route_to(facts, "10.212.0.0/16", "bgp")["distance"] == 20);
    CHECK(route_to(facts, "10.5.0.0/24", "ospf")["selected"] == false);
  }

  TEST_CASE("the neighbour is gone, nothing is configured, nothing runs, nothing is installed: facts") {
    const auto alone = recorded_routing("alone");
    CHECK(alone["ospf_neighbors"] == Value::array());
    CHECK(alone["bgp_peers"][0]["established"] == false);
    CHECK(route_to(alone, "10.202.0.0/16", "ospf") == nullptr);
    const auto empty = recorded_routing("empty");
    CHECK(empty["running"] == true);
    CHECK_FALSE(empty.contains("ospf_router_id"));
    CHECK_FALSE(empty.contains("bgp_as"));
    const Value nothing{{"running", false},
                        {"daemons", Value::array()},
                        {"ospf_neighbors", Value::array()},
                        {"bgp_peers", Value::array()},
                        {"routes", Value::array()}};
    CHECK(recorded_routing("stopped") == nothing);
    CHECK(recorded_routing("missing") == nothing);
  }

  TEST_CASE("older versions say the state elsewhere") {
    const auto facts = read_ospf("{}", R"({"neighbors":{"1.1.1.1":[{"state":"Full/DR","address":"10.0.0.2",)"
                                       R"("ifaceName":"eth0:10.0.0.1"}]}})");
    REQUIRE(facts);
    CHECK((*facts)["ospf_neighbors"][0]["full"] == true);
    CHECK((*facts)["ospf_neighbors"][0]["address"] == "10.0.0.2");
  }

  TEST_CASE("what is shown otherwise is no fact") {
    CHECK_FALSE(read_ospf("{}", "{"));
    CHECK_FALSE(read_ospf("words", "{}"));
    CHECK_FALSE(read_ospf("{}", R"({"neighbors":{"1.1.1.1":["x"]}})"));
    CHECK_FALSE(read_ospf("{}", R"({"neighbors":{"1.1.1.1":[{}]}})"));
    CHECK_FALSE(read_bgp(R"({"ipv4Unicast":{"peers":{}}})"));
    CHECK_FALSE(read_bgp(R"({"ipv4Unicast":{"routerId":"1","as":1,"peers":{"a":{"remoteAs":"x"}}}})"));
    CHECK_FALSE(read_rib(R"({"10.0.0.0/8":{}})"));
    CHECK_FALSE(read_rib(R"({"10.0.0.0/8":[{}]})"));
    CHECK_FALSE(read_rib("[]"));
    CHECK(find_check_type("routing")->complaint({{"vrf", "a b"}}) == "'a b' is no name of a VRF");
  }
}
