#include <algorithm>

#include <doctest/doctest.h>

#include "checks/storage/superblock.hpp"
#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks;
using namespace labcheck::checks::test;

namespace {

Value facts_in(const std::string& file) {
  return facts_of("filesystem", {{"of", "/dev/vdb1"}}, recorded("debian-12/filesystem-" + file));
}

// xfsprogs 6.1
constexpr auto xfs = R"(meta-data=/dev/vdb               isize=512    agcount=4, agsize=32768 blks
         =                       sectsz=512   attr=2, projid32bit=1
         =                       crc=1        finobt=1, sparse=1, rmapbt=0
         =                       reflink=1    bigtime=1 inobtcount=1 nrext64=0
data     =                       bsize=4096   blocks=131072, imaxpct=25
         =                       sunit=0      swidth=0 blks
naming   =version 2              bsize=4096   ascii-ci=0, ftype=1
log      =internal log           bsize=4096   blocks=16384, version=2
         =                       sectsz=512   sunit=0 blks, lazy-count=1
realtime =none                   extsz=4096   blocks=0, rtextents=0
)";

}  // namespace

TEST_SUITE("checks/filesystem") {
  TEST_CASE("ext4 that is mounted: its journal waits, and it is clean") {
    const auto facts = facts_in("ext4");
    CHECK(facts["exists"] == true);
    CHECK(facts["type"] == "ext4");
    CHECK(facts["label"] == "my data");
    CHECK(facts["size"] == 208666624);
    CHECK(facts["block_size"] == 1024);
    CHECK(facts["clean"] == true);
    CHECK(facts["mountpoints"] == Value{"/srv/my data"});
  }

  TEST_CASE("a path on it, one in memory, a device with nothing on it, a device that is none") {
    CHECK(facts_in("path")["device"] == "/dev/vdb1");
    CHECK(facts_in("tmpfs") ==
          Value{{"exists", true}, {"type", "tmpfs"}, {"mounted", true}, {"mountpoints", {"/srv/cache"}}});
    CHECK(facts_in("none") == Value{{"exists", false}, {"device", "/dev/vdb3"}});
    CHECK(facts_in("missing") == Value{{"exists", false}});
  }

  TEST_CASE("xfs: what is on, and its size without the log's and realtime's") {
    const auto facts = read_xfs(xfs);
    REQUIRE(facts);
    CHECK(facts->at("size") == 536870912);
    CHECK(facts->at("block_size") == 4096);
    CHECK(facts->at("features").size() == 8);
    const Value& features = facts->at("features");
    CHECK(std::find(features.begin(), features.end(), "reflink") != features.end());
    CHECK(std::find(features.begin(), features.end(), "rmapbt") == features.end());
  }

  TEST_CASE("a journal to play back is clean only while mounted; errors never are") {
    const std::string shown =
        "Filesystem features:      has_journal needs_recovery\nFilesystem state:         clean\n"
        "Inode count:              16\nBlock count:              8\nBlock size:               1024\n";
    CHECK(read_ext(shown, true)->at("clean") == true);
    CHECK(read_ext(shown, false)->at("clean") == false);
    auto errors = shown;
    errors.replace(errors.find("clean"), 5, "clean with errors");
    CHECK(read_ext(errors, true)->at("clean") == false);
  }

  TEST_CASE("descriptions that are cut or absurd are no facts") {
    CHECK_FALSE(read_ext("Filesystem state: clean\n", true));
    CHECK_FALSE(
        read_ext("Filesystem features: a\nFilesystem state: clean\nInode count: 1\nBlock count: 4503599627370495\n"
                 "Block size: 1048577\n",
                 true));
    CHECK_FALSE(read_xfs(std::string_view{xfs}.substr(0, 300)));
    CHECK_FALSE(read_xfs("data = bsize=many blocks=1\n"));
    CHECK(find_check_type("filesystem")->complaint({{"of", "vdb"}}) == "'vdb' is no absolute path");
  }
}
