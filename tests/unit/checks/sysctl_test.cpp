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

  // A hardened host with `net.ipv4.conf.*.rp_filter = 1` in one line failed: only keys written out were seen.
  TEST_CASE("a pattern sets what it matches, unless the key is named itself or excluded") {
    const auto boot = [](const std::string& files) {
      const auto facts = facts_of("sysctl", {{"key", "net.ipv4.conf.eth0.rp_filter"}},
                                  answered("exists=yes\nvalue=" + in_hex("0") + "\n" + files + "end=\n"));
      return facts.value("persistent", "none") + " " + facts.value("pattern", "-");
    };
    const std::string pattern = "net.ipv4.conf.*.rp_filter";
    CHECK(boot(file("/etc/sysctl.d/a.conf", pattern + " = 1\n")) == "1 " + pattern);
    CHECK(boot(file("/etc/sysctl.d/a.conf", "net/ipv4/conf/e?h[0-9]/rp_filter=2\n")) ==
          "2 net/ipv4/conf/e?h[0-9]/rp_filter");
    CHECK(boot(file("/etc/sysctl.d/a.conf", "net.ipv4.*.rp_filter=1\nnet.ipv4.conf.*.rp=1\n")) == "none -");
    const auto named = file("/etc/sysctl.d/a.conf", "net.ipv4.conf.eth0.rp_filter=0\n");
    CHECK(boot(named + file("/etc/sysctl.d/b.conf", pattern + "=1\n")) == "0 -");
    CHECK(boot(file("/etc/sysctl.d/a.conf", pattern + "=1\n-net.ipv4.conf.eth0.rp_filter\n")) == "none -");
    CHECK(boot(named + file("/etc/sysctl.d/b.conf", "-net.ipv4.conf.eth0.rp_filter\n")) == "none -");
    CHECK(boot(file("/etc/sysctl.d/a.conf", "-net.ipv4.conf.eth0.rp_filter\n") + named) == "0 -");
    CHECK(boot(file("/etc/sysctl.d/a.conf", "- net.ipv4.conf.eth0.rp_filter = 2\n")) == "2 -");
  }

  TEST_CASE("of patterns the last assignment wins; the same one again stays in its place") {
    const auto boot = [](const std::string& lines) {
      return facts_of(
          "sysctl", {{"key", "net.ipv4.conf.eth0.rp_filter"}},
          answered("exists=yes\nvalue=30\n" + file("/etc/sysctl.d/a.conf", lines) + "end=\n"))["persistent"];
    };
    CHECK(boot("net.ipv4.conf.*.rp_filter=1\nnet.ipv4.conf.eth*.rp_filter=2\n") == "2");
    CHECK(boot("net.ipv4.conf.*.rp_filter=1\nnet.ipv4.conf.eth*.rp_filter=2\nnet.ipv4.conf.*.rp_filter=1\n") == "2");
    CHECK(boot("net.ipv4.conf.*.rp_filter=1\nnet.ipv4.conf.eth*.rp_filter=2\nnet.ipv4.conf.*.rp_filter=0\n") == "0");
  }

  TEST_CASE("a pattern of nothing but stars is no trouble") {
    std::string stars;
    for (int at = 0; at < 20000; ++at) {
      stars += "*?";
    }
    CHECK_FALSE(facts_with(file("/etc/sysctl.d/a.conf", "net.ipv4." + stars + "x=1\n")).contains("persistent"));
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
