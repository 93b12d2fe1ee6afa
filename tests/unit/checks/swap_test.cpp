#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

const std::string head = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n";

Answer with(const std::string& areas, const std::string& more = "") {
  return answered("swaps=" + in_hex(areas) + "\n" + more + "end=\n");
}

}  // namespace

TEST_SUITE("checks/swap") {
  TEST_CASE("an area that is in use and written down by its UUID") {
    const auto facts = facts_of("swap", {{"area", "/dev/vdb2"}}, recorded("debian-12/swap-area"));
    CHECK(facts["active"] == true);
    CHECK(facts["size"] == 104853504);
    CHECK(facts["used"] == 0);
    CHECK(facts["type"] == "partition");
    CHECK(facts["priority"] == 5);
    CHECK(facts["persistent"] == true);
    CHECK(facts["persistent_options"] == Value{"sw", "pri=5"});
  }

  TEST_CASE("all swap of a host, and an area that is none") {
    const auto all = facts_of("swap", Value::object(), recorded("debian-12/swap-all"));
    CHECK(all["areas"] == Value{"/dev/vdb2"});
    CHECK(all["active"] == true);
    CHECK(all["persistent"] == true);
    CHECK(facts_of("swap", {{"area", "/dev/vdb3"}}, recorded("debian-12/swap-absent")) ==
          Value{{"active", false}, {"persistent", false}});
  }

  TEST_CASE("a host without swap, now or at boot; a kernel without swap") {
    const auto none =
        facts_of("swap", Value::object(), with(head, "fstab=" + in_hex("/dev/sda1 / ext4\n#/swap none swap\n") + "\n"));
    CHECK(none == Value{{"active", false}, {"size", 0}, {"used", 0}, {"areas", Value::array()}, {"persistent", false}});
    CHECK(facts_of("swap", Value::object(), with(""))["active"] == false);
  }

  TEST_CASE("one line that starts is enough, whatever stands before it; a unit starts, too") {
    const std::string lines = "/a none swap noauto\n/b none swap sw\n";
    CHECK(facts_of("swap", Value::object(), with(head, "fstab=" + in_hex(lines) + "\n"))["persistent_source"] == "/b");
    CHECK(facts_of("swap", Value::object(), with(head, "starting=" + in_hex("a.swap") + "\n"))["persistent"] == true);
  }

  TEST_CASE("names with blanks, and lists that are none") {
    const auto facts = facts_of("swap", {{"area", "/my swap"}},
                                with(head + "/my\\040swap file 1020 4 -2\n", "real=" + in_hex("/my swap") + "\n"));
    CHECK(facts["active"] == true);
    CHECK(facts["priority"] == -2);
    CHECK(message_of("swap", Value::object(), with("/dev/sda2 partition 1 0 1\n")) ==
          "the kernel's list of swap has the line '/dev/sda2 partition 1 0 1'");
    CHECK(message_of("swap", Value::object(), with(head + "/dev/sda2 partition 1 2 1\n")) != "");
    CHECK(message_of("swap", Value::object(), with(head + "/dev/sda2 parti")) != "");
    CHECK(find_check_type("swap")->complaint({{"area", "swapfile"}}) == "'swapfile' is no absolute path");
  }
}
