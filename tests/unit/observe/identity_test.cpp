#include "observe/identity.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace labcheck;
using namespace labcheck::observe;

namespace {

const Time heard{std::chrono::seconds{1'700'000'000}};

Identity identity_of(const std::string& lines, const std::string& clock = "1700000000.250000000",
                     Duration elapsed = Duration{100}) {
  Answer answer;
  answer.out = "boot-id b-1\n" + lines + "clock " + clock + "\n";
  answer.started = heard - elapsed;
  answer.elapsed = elapsed;
  return read_identity(answer);
}

std::string told(const std::vector<Flag>& flags) {
  std::string all;
  for (const auto& flag : flags) {
    all += flag.code + ": " + flag.message + "\n";
  }
  return all;
}

}  // namespace

TEST_SUITE("observe/identity") {
  TEST_CASE("an ordinary host is known and raises no flag") {
    const auto identity = identity_of(
        "machine-id 3d12\nproduct-uuid 4c4c-11\naddresses known\naddress 127.0.0.1\naddress 192.168.10.11\n"
        "address 192.168.10.11\naddress6 fd000000000000000000000000000002\naddress6 fe800000000000000000000000000001\n"
        "address 169.254.3.4\n");
    CHECK(told(identity.flags).empty());
    CHECK(identity.facts.machine_id == "3d12");
    CHECK(identity.facts.product_uuid == "4c4c-11");
    CHECK(identity.facts.boot_id == "b-1");
    CHECK(identity.facts.clock_skew == Duration{250});
    CHECK(identity.facts.addresses == std::vector<std::string>{"192.168.10.11", "fd00::2"});
    CHECK(identity.addresses_known);
  }

  TEST_CASE("the uuid of a container's machine is not the container's own, nor is a number that many boards share") {
    CHECK(identity_of("product-uuid 4c4c-11\ncontainer systemd-nspawn\n").facts.product_uuid.empty());
    CHECK(identity_of("product-uuid 00000000-0000-0000-0000-000000000000\n").facts.product_uuid.empty());
    CHECK(identity_of("product-uuid 03000200-0400-0500-0006-000700080009\n").facts.product_uuid.empty());
  }

  TEST_CASE("a clock is wrong by more than 30 s or not at all, whatever the answer's way took") {
    CHECK(told(identity_of("", "1700000029.000000000").flags).empty());
    CHECK(told(identity_of("", "1700000095.000000000").flags) ==
          "clock-skew: the host's clock is 95 s ahead (give or take 1 s)\n");
    CHECK(told(identity_of("", "1699990000").flags) ==
          "clock-skew: the host's clock is 9999 s behind (give or take 1 s)\n");
    CHECK(told(identity_of("", "1699999961.000", Duration{9'000}).flags).empty());
    CHECK(told(identity_of("", "1699999960.000", Duration{9'000}).flags) ==
          "clock-skew: the host's clock is 40 s behind (give or take 10 s)\n");
  }

  TEST_CASE("a host that names neither its boot nor its time is flagged") {
    Answer answer;
    answer.out = "machine-id 3d12\n";
    CHECK(told(read_identity(answer).flags) ==
          "unidentified-host: the host does not say which boot it is: twins of it can't be told\n");
    answer.out = "boot-id b-1\nclock never\n";
    CHECK(told(read_identity(answer).flags) ==
          "unidentified-host: the host does not say its time: twins of it can't be told\n");
  }

  TEST_CASE("a library that is loaded into every program is flagged") {
    CHECK(told(identity_of("preload /usr/local/lib/evil\x1b[2J.so\n").flags) ==
          "preload: /etc/ld.so.preload loads into every program: /usr/local/lib/evil\\x1b[2J.so\n");
  }

  TEST_CASE("the roster's address must be on an interface, in whatever spelling") {
    const auto identity = identity_of("addresses known\naddress 10.0.0.5\naddress6 fd000000000000000000000000000002\n");
    CHECK(told(missing_address(identity, "10.0.0.5")).empty());
    CHECK(told(missing_address(identity, "FD00:0::2")).empty());
    CHECK(told(missing_address(identity, "10.0.0.6")) ==
          "address-missing: the roster's address 10.0.0.6 is not among the host's own: 10.0.0.5, fd00::2\n");
    CHECK(told(missing_address(identity_of("addresses known\n"), "10.0.0.6")) ==
          "address-missing: the roster's address 10.0.0.6 is on none of the host's interfaces\n");
    CHECK(told(missing_address(identity, "127.0.0.1")).empty());
    CHECK(told(missing_address(identity, "web.lab.example")).empty());
    CHECK(told(missing_address(identity_of(""), "10.0.0.6")).empty());
  }

  TEST_CASE("whatever a host says, what is kept is short, printable and not much") {
    std::string lines = "machine-id " + std::string(100'000, 'x') + "\nproduct-uuid \x1b]0;evil\x07\xff\n";
    for (int at = 0; at < 900; ++at) {
      lines += fmt::format("address 10.1.{}.{}\n", at / 256, at % 256);
    }
    lines += "address " + std::string(5'000, '1') + "\naddress6 zz\naddress\n\nnonsense\n";
    const auto identity = identity_of(lines);
    CHECK(identity.facts.machine_id == std::string(128, 'x'));
    CHECK(identity.facts.product_uuid == "\\x1b]0;evil\\x07\\xff");
    CHECK(identity.facts.addresses.size() == 64);
  }
}
