#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

const Value device = {{"device", "/dev/vdb"}};

Value facts_in(const std::string& file, const std::string& name) {
  return facts_of("block_device", {{"device", name}}, recorded("debian-12/block_device-" + file));
}

std::string answer_with(const std::string& more, const std::string& probed = "") {
  return "exists=yes\nnumber=254:16\npath=" + in_hex("/dev/vdb") +
         "\nread_only=0\nmounts=" + in_hex("25 1 254:0 / / rw shared:1 - ext4 /dev/vda rw\n") +
         "\nprobed=" + in_hex(probed) + "\n" + more + "end=\n";
}

}  // namespace

TEST_SUITE("checks/block_device") {
  TEST_CASE("a disk with its partitions") {
    const auto facts = facts_in("disk", "/dev/vdb");
    CHECK(facts["type"] == "disk");
    CHECK(facts["size"] == 536870912);
    CHECK(facts["partition_table"] == "gpt");
    CHECK(facts["partitions"].size() == 3);
    CHECK(facts["partitions"][0] ==
          Value{{"device", "/dev/vdb1"}, {"number", 1}, {"start", 1048576}, {"size", 208666624}});
    CHECK(facts["serial"] == "disk1");
    CHECK(facts["removable"] == false);
    CHECK(facts["fstype"] == "");
  }

  TEST_CASE("a partition, what is on it and where it is mounted") {
    const auto facts = facts_in("part", "/dev/vdb1");
    CHECK(facts["type"] == "part");
    CHECK(facts["number"] == 1);
    CHECK(facts["parents"] == Value{"/dev/vdb"});
    CHECK(facts["fstype"] == "ext4");
    CHECK(facts["label"] == "my data");
    CHECK(facts["partition_label"] == "data");
    CHECK(facts["mountpoints"] == Value{"/srv/my data"});
  }

  TEST_CASE("a volume, an array, and what is not there") {
    const auto volume = facts_in("lvm", "/dev/data/www");
    CHECK(volume["type"] == "lvm");
    CHECK(volume["path"] == "/dev/mapper/data-www");
    CHECK(volume["size"] == 67108864);
    const auto array = facts_in("raid", "/dev/md0");
    CHECK(array["type"] == "raid1");
    CHECK(array["parents"].size() == 3);
    CHECK(facts_in("missing", "/dev/vdz") == Value{{"exists", false}});
  }

  TEST_CASE("hostile names and absurd numbers") {
    const auto facts = facts_of("block_device", device,
                                answered(answer_with("sectors=8\nholder=" + in_hex("/dev/cciss!c0\xFF") + "\n",
                                                     "ID_FS_LABEL_ENC=a\\x0ab\\xzz\n")));
    CHECK(facts["holders"] == Value{"/dev/cciss/c0\xEF\xBF\xBD"});
    CHECK(facts["label"] == "a\nb\\xzz");
    for (const auto* sectors : {"-1", "9999999999999999", "8k", ""}) {
      CHECK(message_of("block_device", device, answered(answer_with("sectors=" + std::string{sectors} + "\n"))) != "");
    }
    CHECK(message_of("block_device", device, answered(answer_with("sectors=8\npart=2f\n"))) ==
          "the host's answer has partitions without their places");
    CHECK(message_of("block_device", device, answered(answer_with("sectors=8\n", "Permission denied\n"))) ==
          "blkid printed the line 'Permission denied'");
    CHECK(find_check_type("block_device")->complaint({{"device", "vdb"}}) == "'vdb' is no path below /dev");
  }
}
