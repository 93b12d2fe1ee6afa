#include <doctest/doctest.h>

#include "checks/storage/md_state.hpp"
#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks;
using namespace labcheck::checks::test;

namespace {

const Value device = {{"device", "/dev/md0"}};
const std::string array = "exists=yes\nreal=" + in_hex("/dev/md0") +
                          "\nsectors=1046528\nlevel=raid1\narray_state=clean\nraid_disks=2\nchunk_size=0\n"
                          "metadata_version=1.2\n";

std::string member(const std::string& name, const std::string& state, const std::string& slot) {
  return "member=" + in_hex(name) + "\nmember_state=" + state + "\nmember_slot=" + slot + "\n";
}

}  // namespace

TEST_SUITE("checks/raid") {
  TEST_CASE("a whole array with a spare") {
    const auto facts = facts_of("raid", device, recorded("debian-12/raid-raid1"));
    CHECK(facts["level"] == "raid1");
    CHECK(facts["raid_devices"] == 2);
    CHECK(facts["active_devices"] == 2);
    CHECK(facts["spare_devices"] == 1);
    CHECK(facts["failed_devices"] == 0);
    CHECK(facts["degraded"] == false);
    CHECK(facts["sync_action"] == "idle");
    CHECK(facts["metadata"] == "1.2");
    CHECK(facts["persistent"] == true);
    CHECK(facts["members"][0] == Value{{"device", "/dev/vdd"}, {"role", "active"}, {"slot", 0}});
  }

  TEST_CASE("an array with a failed device, and none") {
    const auto facts = facts_of("raid", device, recorded("debian-12/raid-degraded"));
    CHECK(facts["degraded"] == true);
    CHECK(facts["active_devices"] == 1);
    CHECK(facts["failed_devices"] == 1);
    CHECK(facts_of("raid", {{"device", "/dev/md9"}}, recorded("debian-12/raid-missing")) == Value{{"exists", false}});
  }

  TEST_CASE("a device that is being brought into step is neither active nor spare") {
    const auto facts =
        facts_of("raid", device,
                 answered(array + "degraded=1\nsync_action=recover\nsync_completed=131072 / 1046528\n" +
                          member("vdc", "spare", "1") + member("vdb", "in_sync,write_mostly", "0") + "end=\n"));
    CHECK(facts["members"][1]["role"] == "rebuilding");
    CHECK(facts["active_devices"] == 1);
    CHECK(facts["spare_devices"] == 0);
    CHECK(facts["sync_percent"] == 12.5);
  }

  TEST_CASE("mdadm.conf knows an array by its UUID, or by its name when there is none") {
    const ArrayName name{.asked = "/dev/md/data", .real = "/dev/md127", .uuid = "e9bbd1ca:7a218cca:23d3cc18:bd1eac69"};
    CHECK(names_array("# c\nARRAY /dev/md0 metadata=1.2\n  UUID=E9BBD1CA:7a218cca:23d3cc18:bd1eac69\n", name));
    CHECK_FALSE(names_array("ARRAY /dev/md127 UUID=00000000:7a218cca:23d3cc18:bd1eac69\n", name));
    CHECK(names_array("array /dev/md/data devices=/dev/sda,/dev/sdb\n", name));
    CHECK(names_array("ARRAY data\n", name));
    CHECK_FALSE(names_array("#ARRAY /dev/md/data\nARRAY <ignore> UUID=e9bbd1ca:7a218cca:23d3cc18:bd1eac69\n", name));
    CHECK_FALSE(names_array("HOMEHOST <system>\nMAILADDR root\n", name));
  }

  TEST_CASE("what is cut or absurd is no fact") {
    CHECK(message_of("raid", device, answered(array + "member=" + in_hex("vdb") + "\nend=\n")) ==
          "the host's answer has members without their states");
    CHECK(message_of("raid", device, answered(array + member("vdb", "in_sync", "first") + "end=\n")) ==
          "the kernel says that a member's slot is 'first'");
    CHECK(message_of("raid", device, answered(array + "sync_action=check\nsync_completed=9 / 3\nend=\n")) ==
          "the kernel says that '9 / 3' is in step");
    CHECK(message_of("raid", device, answered("exists=yes\nend=\n")) == "the host's answer has no 'level'");
    CHECK(find_check_type("raid")->complaint({{"device", "md0"}}) == "'md0' is no path below /dev");
  }
}
