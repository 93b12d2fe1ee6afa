#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

const Value key = {{"key", "net.ipv4.conf.eth0.100.rp_filter"}};

std::string file(const std::string& name, const std::string& lines) {
  return "file=" + in_hex(name) + "\nlines=" + in_hex(lines) + "\n";
}

Value facts_with(const std::string& files) {
  return facts_of("sysctl", {{"key", "net.ipv4.ip_forward"}},
                  answered("exists=yes\nvalue=" + in_hex("0") + "\n" + files + "end=\n"));
}

}  // namespace

TEST_SUITE("checks/sysctl") {
  TEST_CASE("the value now, as text and as a number, and what sets it at boot") {
    const auto facts = facts_with(file("/etc/sysctl.d/10-a.conf", "net.ipv4.ip_forward = 1\nkernel.panic=5\n"));
    CHECK(
        facts ==
        Value{
            {"exists", true}, {"value", "0"}, {"number", 0}, {"persistent", "1"}, {"file", "/etc/sysctl.d/10-a.conf"}});
  }

  TEST_CASE("the last file has the last word, and the last line in it; slashes are dots") {
    const auto facts =
        facts_with(file("/etc/sysctl.d/10-a.conf", "net.ipv4.ip_forward=1\n") +
                   file("/etc/sysctl.d/99-sysctl.conf", "net/ipv4/ip_forward =2\nnet.ipv4.ip_forward= 3 \n"));
    CHECK(facts["persistent"] == "3");
    CHECK(facts["file"] == "/etc/sysctl.d/99-sysctl.conf");
  }

  TEST_CASE("a key that only looks alike sets nothing") {
    CHECK_FALSE(facts_with(file("/etc/sysctl.d/a.conf", "net.ipv4.ip_forward_use_pmtu=1\nnot a setting\n"))
                    .contains("persistent"));
  }

  TEST_CASE("blanks within a value are single") {
    const auto facts = facts_of("sysctl", {{"key", "net.ipv4.tcp_rmem"}},
                                answered("exists=yes\nvalue=" + in_hex("4096\t131072\t6291456") + "\nend=\n"));
    CHECK(facts["value"] == "4096 131072 6291456");
    CHECK_FALSE(facts.contains("number"));
  }

  TEST_CASE("this machine's settings are read; one that the kernel doesn't know is a fact") {
    CHECK(facts_here("sysctl", {{"key", "net.ipv4.ip_forward"}})["number"].is_number_integer());
    CHECK(facts_here("sysctl", {{"key", "kernel.ostype"}})["value"] == "Linux");
    CHECK(facts_here("sysctl", {{"key", "kernel.no_such_setting"}}) == Value{{"exists", false}});
  }

  TEST_CASE("cut and absurd answers are no facts; nor is a key with blanks a key") {
    CHECK(message_of("sysctl", key, answered("exists=yes\nvalue=30\n")) != "");
    CHECK(message_of("sysctl", key, answered("exists=yes\nvalue=30\nfile=2f\nend=\n")) ==
          "the host's answer has files without their lines");
    CHECK(message_of("sysctl", key, answered("exists=yes\nvalue=30\nfile=2f\nlines=x\nend=\n")) ==
          "the host's answer has a file that is not in hex");
    CHECK(find_check_type("sysctl")->complaint({{"key", "net ipv4"}}) == "'net ipv4' is no setting of the kernel");
  }
}
