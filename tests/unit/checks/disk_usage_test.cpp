#include <filesystem>
#include <fstream>

#include <unistd.h>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

const Value root = {{"path", "/"}};

Answer numbers(std::string_view block, std::string_view blocks, std::string_view unused, std::string_view available,
               std::string_view inodes = "0", std::string_view inodes_free = "0") {
  return answered(
      fmt::format("exists=yes\nblock={}\nblocks={}\nfree={}\navailable={}\ninodes={}\ninodes_free={}\nmount=2f\nend=\n",
                  block, blocks, unused, available, inodes, inodes_free));
}

}  // namespace

TEST_SUITE("checks/disk_usage") {
  TEST_CASE("a file system of Debian 12, as df counts it, and what lies below a path") {
    const auto facts = facts_of("disk_usage", {{"path", "/srv/project"}, {"measure", true}},
                                recorded("debian-12/disk_usage-measured"));
    CHECK(facts["exists"] == true);
    CHECK(facts["size"] == 66053021LL * 4096);
    CHECK(facts["used"] == (66053021LL - 58641695) * 4096);
    CHECK(facts["available"] == 17672971LL * 4096);
    CHECK(facts["used_percent"] == 30);
    CHECK(facts["inodes_used"] == 16777216 - 16177193);
    CHECK(facts["inodes_used_percent"] == 4);
    CHECK(facts["mount"] == "/");
    CHECK(facts["below"] == 120 * 1024);
  }

  TEST_CASE("shares are rounded up, and there is none of nothing") {
    CHECK(facts_of("disk_usage", root, numbers("4096", "1000", "999", "999"))["used_percent"] == 1);
    CHECK(facts_of("disk_usage", root, numbers("4096", "1000", "50", "0"))["used_percent"] == 100);
    const auto nothing = facts_of("disk_usage", root, numbers("4096", "0", "0", "0"));
    CHECK_FALSE(nothing.contains("used_percent"));
    CHECK_FALSE(nothing.contains("inodes_used_percent"));
  }

  TEST_CASE("this machine is measured; nothing there is a fact; busybox's tools do as well") {
    const TemporaryDirectory folder;
    std::ofstream{folder.path() + "/f"} << std::string(100000, 'x');
    const Value measured{{"path", folder.path()}, {"measure", true}};
    CHECK(facts_here("disk_usage", measured)["below"] >= 100000);
    CHECK(facts_here("disk_usage", {{"path", folder.path() + "/none"}}) == Value{{"exists", false}});
    const auto tools = folder.path() + "/bin";
    std::filesystem::create_directory(tools);
    for (const auto* tool : {"stat", "readlink", "du", "df", "od", "tr"}) {
      symlink("/bin/busybox", (tools + "/" + tool).c_str());
    }
    const auto facts = facts_of("disk_usage", measured, run_here(script_of("disk_usage", measured), tools));
    CHECK(facts["size"] == facts_here("disk_usage", measured)["size"]);
    CHECK(facts["mount"] == facts_here("disk_usage", measured)["mount"]);
  }

  TEST_CASE("numbers that no file system has, and cut answers, are no facts") {
    CHECK(message_of("disk_usage", root, numbers("4096", "10", "11", "5")) ==
          "the host speaks of 10 blocks of 4096 bytes, 11 of them free");
    CHECK(message_of("disk_usage", root, numbers("4096", "4503599627370496", "1", "1")) ==
          "the host speaks of 4503599627370496 blocks of 4096 bytes, 1 of them free");
    CHECK(message_of("disk_usage", root, numbers("0", "10", "1", "1")) != "");
    CHECK(message_of("disk_usage", root, numbers("4096", "-1", "1", "1")) ==
          "the host says that 'blocks' of the file system is -1");
    CHECK(message_of("disk_usage", root, numbers("4096", "10", "1", "1", "5", "6")) ==
          "the host says that more inodes are free than there are");
    CHECK(message_of("disk_usage", root, answered("exists=yes\nblock=4096\n")) == "the host's answer is cut off");
    CHECK(message_of("disk_usage", {{"path", "/"}, {"measure", true}}, numbers("4096", "10", "1", "1")) ==
          "the host's answer has no 'below'");
  }
}
