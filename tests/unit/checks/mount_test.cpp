#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

const Value path = {{"path", "/srv/data"}};
const std::string root = "25 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw\n";
const std::string data = "90 25 254:17 / /srv/data rw,noatime - ext4 /dev/vdb1 rw,errors=continue\n";

Value facts_with(const std::string& mounts, const std::string& more = "") {
  return facts_of("mount", path,
                  answered("real=" + in_hex("/srv/data") + "\nmounts=" + in_hex(mounts) + "\n" + more + "end=\n"));
}

std::string table(const std::string& lines) {
  return "fstab=" + in_hex(lines) + "\n";
}

}  // namespace

TEST_SUITE("checks/mount") {
  TEST_CASE("a disk that is mounted and written down by its label, with a blank in the folder's name") {
    const auto facts = facts_of("mount", {{"path", "/srv/my data"}}, recorded("debian-12/mount-data"));
    CHECK(facts["mounted"] == true);
    CHECK(facts["source"] == "/dev/vdb1");
    CHECK(facts["fstype"] == "ext4");
    CHECK(facts["options"] == Value{"rw", "nodev", "noatime"});
    CHECK(facts["read_only"] == false);
    CHECK(facts["propagation"] == "shared");
    CHECK(facts["persistent"] == true);
    CHECK(facts["persistent_by"] == "/etc/fstab");
    CHECK(facts["persistent_options"] == Value{"noatime", "nodev"});
    CHECK(facts["same_source"] == true);
  }

  TEST_CASE("a unit of systemd's own; nothing at all") {
    const auto unit = facts_of("mount", {{"path", "/srv/cache"}}, recorded("debian-12/mount-unit"));
    CHECK(unit["persistent"] == true);
    CHECK(unit["persistent_by"] == "/etc/systemd/system/srv-cache.mount");
    CHECK(unit["persistent_fstype"] == "tmpfs");
    CHECK(facts_of("mount", {{"path", "/mnt"}}, recorded("debian-12/mount-absent")) ==
          Value{{"mounted", false}, {"persistent", false}});
  }

  TEST_CASE("a unit may name its device by where a link leads") {
    // Found by a right solution of block storage: only names in fstab were looked up.
    const std::string spec = "/dev/disk/by-uuid/1-2";
    const auto unit =
        "LoadState=loaded\nUnitFileState=enabled\nFragmentPath=/etc/systemd/system/srv-data.mount\nunit=" +
        in_hex("[Mount]\nWhat = " + spec + "\nWhere=/srv/data\nType=ext4\n") + "\nspec=" + in_hex(spec);
    const auto same = facts_with(root + data, unit + "\ntarget=" + in_hex("/dev/vdb1") + "\nnumber=fe:11\n");
    CHECK(same["persistent_source"] == spec);
    CHECK(same["same_source"] == true);
    const auto other = facts_with(root + data, unit + "\ntarget=" + in_hex("/dev/vdc") + "\nnumber=fe:20\n");
    CHECK(other["same_source"] == false);
  }

  TEST_CASE("what lies on top counts, and either side may make it read-only") {
    const auto covered =
        facts_with(root + data + "91 90 0:40 / /srv/data ro,nosuid shared:7 master:3 - tmpfs tmpfs rw\n");
    CHECK(covered["fstype"] == "tmpfs");
    CHECK(covered["read_only"] == true);
    CHECK(covered["propagation"] == "shared,slave");
    const auto remounted = facts_with(root + "90 25 254:17 / /srv/data rw - xfs /dev/vdb1 ro,noquota\n");
    CHECK(remounted["read_only"] == true);
    CHECK(remounted["options"] == Value{"ro", "noquota"});
  }

  TEST_CASE("a line of fstab that is left out at boot, or that leads elsewhere") {
    const auto left_out = facts_with(root + data, table("/dev/vdb1 /srv/data ext4 noauto 0 2\n"));
    CHECK(left_out["persistent"] == false);
    CHECK(left_out["same_source"] == true);
    CHECK(facts_with(root + data, table("/dev/vdb1 /srv/data ext4 noauto,x-systemd.automount\n"))["persistent"] ==
          true);
    const auto other = facts_with(root + data, table("#/dev/vdb1 /srv/data ext4\nUUID=1-2 /srv/data/ xfs\n") +
                                                   "spec=" + in_hex("UUID=1-2") + "\ntarget=" + in_hex("/dev/vdc") +
                                                   "\nnumber=fe:20\n");
    CHECK(other["persistent"] == true);
    CHECK(other["persistent_fstype"] == "xfs");
    CHECK(other["same_source"] == false);
    CHECK_FALSE(facts_with(root + data, table("/srv/a /srv/data none bind 0 0\n")).contains("same_source"));
    const auto masked = table("/dev/vdb1 /srv/data ext4 defaults\n") +
                        "LoadState=masked\nUnitFileState=masked\nFragmentPath=/dev/null\n";
    CHECK(facts_with(root + data, masked)["persistent"] == false);
  }

  TEST_CASE("cut, empty and absurd lists are no facts; nor is a relative path a path") {
    CHECK(message_of("mount", path, answered("real=2f\nmounts=\nend=\n")) == "the kernel's list of mounts is empty");
    CHECK(message_of("mount", path, answered("real=2f\nmounts=" + in_hex(root + "90 25 254:17 / /srv") + "\nend=\n")) ==
          "the kernel's list of mounts has the line '90 25 254:17 / /srv'");
    CHECK(message_of("mount", path, answered("real=2f\nmounts=" + in_hex(root) + "\n")) ==
          "the host's answer is cut off");
    CHECK(find_check_type("mount")->complaint({{"path", "data"}}) == "'data' is no absolute path");
  }

  TEST_CASE("this machine has a root") {
    const auto facts = facts_here("mount", {{"path", "/proc"}});
    CHECK(facts["mounted"] == true);
    CHECK(facts["fstype"] == "proc");
  }
}
