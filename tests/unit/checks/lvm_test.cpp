#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

const Value group = {{"vg", "data"}};

Value volume(const std::string& name) {
  return facts_of("lvm", {{"lv", name}}, recorded("debian-12/lvm-lv"));
}

Answer report(const std::string& json) {
  return answered("installed=yes\nreport=" + in_hex(json) + "\nend=\n");
}

}  // namespace

TEST_SUITE("checks/lvm") {
  TEST_CASE("a group") {
    const auto facts = facts_of("lvm", group, recorded("debian-12/lvm-vg"));
    CHECK(facts["exists"] == true);
    CHECK(facts["extent_size"] == 4194304);
    CHECK(facts["pvs"] == 1);
    CHECK(facts["lvs"] == 4);
    CHECK(facts["snapshots"] == 1);
    CHECK(facts["missing_pvs"] == 0);
    CHECK(facts_of("lvm", {{"vg", "dat"}}, recorded("debian-12/lvm-vg")) == Value{{"exists", false}});
  }

  TEST_CASE("volumes: plain, snapshot, thin, pool, hidden and none") {
    const auto plain = volume("data/www");
    CHECK(plain["size"] == 67108864);
    CHECK(plain["segtype"] == "linear");
    CHECK(plain["active"] == true);
    CHECK(plain["snapshot"] == false);
    CHECK(plain["devices"] == Value{"/dev/vdc"});
    CHECK_FALSE(plain.contains("used_percent"));
    const auto snapshot = volume("/dev/data/snap");
    CHECK(snapshot["origin"] == "www");
    CHECK(snapshot["used_percent"].is_number());
    CHECK(volume("data/thin")["pool"] == "pool");
    CHECK(volume("data/pool")["segtype"] == "thin-pool");
    CHECK(volume("data/pool_tdata")["exists"] == false);
    CHECK(volume("other/www")["exists"] == false);
  }

  TEST_CASE("a physical volume, by any name of its device") {
    const auto facts = facts_of("lvm", {{"pv", "/dev/disk/by-id/x"}}, recorded("debian-12/lvm-pv"));
    CHECK(facts["path"] == "/dev/vdc");
    CHECK(facts["vg"] == "data");
    CHECK(facts["allocatable"] == true);
    CHECK(facts["missing"] == false);
  }

  TEST_CASE("a volume of several segments is one") {
    const Value row = {{"vg_name", "data"},
                       {"lv_name", "www"},
                       {"lv_path", ""},
                       {"lv_uuid", ""},
                       {"lv_size", "8"},
                       {"segtype", "raid1"},
                       {"origin", ""},
                       {"pool_lv", ""},
                       {"data_percent", ""},
                       {"lv_active", ""},
                       {"stripes", "1"},
                       {"metadata_percent", ""},
                       {"lv_permissions", "read-only"}};
    auto first = row;
    auto second = row;
    first["devices"] = "/dev/b(0)";
    second["devices"] = "/dev/c(0),/dev/b(9)";
    Value rows = Value::object();
    rows["lv"] = Value::array({first, second});
    Value whole = Value::object();
    whole["report"] = Value::array({rows});
    const auto facts = facts_of("lvm", {{"lv", "data/www"}}, report(whole.dump()));
    CHECK(facts["devices"] == Value{"/dev/b", "/dev/c"});
    CHECK(facts["active"] == false);
    CHECK(facts["read_only"] == true);
  }

  TEST_CASE("no lvm2 is a fact; a report that is cut, twofold or not in numbers is none") {
    CHECK(facts_of("lvm", group, answered("installed=no\nend=\n")) == Value{{"exists", false}});
    CHECK(message_of("lvm", group, report(R"({"report":[{"vg":[)")) ==
          "lvm2's report is not the JSON that it should be");
    CHECK(message_of("lvm", group, report(R"({"report":[{"vg":[7]}]})")) == "lvm2's report has a row that is no map");
    CHECK(message_of("lvm", group, report(R"({"report":[{"vg":[{"vg_name":"data"},{"vg_name":"data"}]}]})")) ==
          "lvm2's report has data more than once");
    CHECK(message_of("lvm", group, report(R"({"report":[{"vg":[{"vg_name":"data","vg_size":"4g"}]}]})")) ==
          "lvm2 says vg_size '4g', which is no whole number");
  }

  TEST_CASE("one thing is asked, by a name that LVM could have") {
    const auto* type = find_check_type("lvm");
    CHECK(type->complaint(Value::object()) == "one of vg, lv and pv is wanted");
    CHECK(type->complaint({{"vg", "a"}, {"lv", "a/b"}}) == "one of vg, lv and pv is wanted");
    CHECK(type->complaint({{"lv", "www"}}) == "'www' is no GROUP/NAME of a logical volume");
    CHECK(type->complaint({{"vg", "-a"}}) == "'-a' is no name of a volume group");
    CHECK(type->complaint({{"pv", "vdb"}}) == "'vdb' is no path below /dev");
    CHECK(type->complaint({{"lv", "${vg}/www"}}) == "");
  }
}
