#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

Value recorded_bond(std::string_view name) {
  return facts_of("bond", {{"name", name}}, recorded(fmt::format("debian-12/bond-{}", name)));
}

}  // namespace

TEST_SUITE("checks/bond") {
  TEST_CASE("a bond with a member in use and one whose link is lost") {
    const auto facts = recorded_bond("bond0");
    CHECK(facts["up"] == true);
    CHECK(facts["mode"] == "active-backup");
    CHECK(facts["members"] == Value{"s1", "s2"});
    CHECK(facts["members_up"] == Value{"s1"});
    CHECK(facts["active"] == "s1");
    CHECK(facts["primary"] == "s1");
    CHECK(facts["miimon"] == 100);
    CHECK(facts["failures"] == Value{{"s1", 0}, {"s2", 1}});
    CHECK(facts["addresses"][0] == "10.8.0.1/24");
    CHECK_FALSE(facts.contains("lacp_rate"));
  }

  TEST_CASE("an empty bond of 802.3ad") {
    const auto facts = recorded_bond("bond1");
    CHECK(facts["up"] == false);
    CHECK(facts["mode"] == "802.3ad");
    CHECK(facts["members"] == Value::array());
    CHECK(facts["lacp_rate"] == "fast");
    CHECK(facts["hash_policy"] == "layer3+4");
    CHECK_FALSE(facts.contains("active"));
  }

  TEST_CASE("no such interface, and one that is no bond, are facts") {
    CHECK(facts_of("bond", {{"name", "bond9"}}, recorded("debian-12/bond-missing")) ==
          Value{{"exists", false}, {"up", false}});
    CHECK(recorded_bond("s1") == Value{{"exists", false}, {"up", false}});
  }

  TEST_CASE("a bond without its settings, or a member without its state, is no fact") {
    const std::string bond = R"([{"ifname":"b","mtu":1,"flags":[],"addr_info":[],"linkinfo":{"info_kind":"bond",)";
    const auto answer = [&](const std::string& info, const std::string& members) {
      return answered("exists=yes\ndevice=" + in_hex(bond + info + "}}]") + "\nmembers=" + in_hex(members) +
                      "\nend=\n");
    };
    CHECK(message_of("bond", {{"name", "b"}}, answer(R"("info_data":{"miimon":1})", "[]")) ==
          "the client's reply has no 'mode'");
    CHECK(message_of("bond", {{"name", "b"}},
                     answer(R"("info_data":{"mode":"x","miimon":1})",
                            R"([{"ifname":"m","mtu":1,"flags":[],"addr_info":[]}])")) ==
          "the client's reply has no 'mii_status'");
    CHECK(find_check_type("bond")->complaint({{"name", "a234567890123456"}}) ==
          "'a234567890123456' is no name of an interface");
  }
}
