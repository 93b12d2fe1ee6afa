#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

Value recorded_vlan(std::string_view name) {
  return facts_of("vlan", {{"name", name}}, recorded(fmt::format("debian-12/vlan-{}", name)));
}

}  // namespace

TEST_SUITE("checks/vlan") {
  TEST_CASE("an interface in a VLAN: its number and what carries it") {
    const auto facts = recorded_vlan("s3.20");
    CHECK(facts["exists"] == true);
    CHECK(facts["up"] == true);
    CHECK(facts["id"] == 20);
    CHECK(facts["parent"] == "s3");
    CHECK(facts["protocol"] == "802.1Q");
    CHECK(facts["addresses"][0] == "10.9.0.1/24");
  }

  TEST_CASE("an outer tag, switched off") {
    const auto facts = recorded_vlan("q100");
    CHECK(facts["up"] == false);
    CHECK(facts["id"] == 100);
    CHECK(facts["protocol"] == "802.1ad");
  }

  TEST_CASE("no such interface, and one that is in no VLAN, are facts") {
    CHECK(facts_of("vlan", {{"name", "bond9"}}, recorded("debian-12/bond-missing")) ==
          Value{{"exists", false}, {"up", false}});
    CHECK(recorded_vlan("s3") == Value{{"exists", false}, {"up", false}});
  }

  TEST_CASE("a VLAN without its number is no fact") {
    CHECK(message_of("vlan", {{"name", "v"}},
                     answered("exists=yes\ndevice=" +
                              in_hex(R"([{"ifname":"v","mtu":1,"flags":[],"addr_info":[],"linkinfo":{"info_kind":)"
                                     R"("vlan","info_data":{"protocol":"802.1Q","id":"20"}}}])") +
                              "\nmembers=5b5d\nend=\n")) == "'id' in the client's reply is no integer");
    CHECK(find_check_type("vlan")->complaint({{"name", ".."}}) == "'..' is no name of an interface");
  }
}
