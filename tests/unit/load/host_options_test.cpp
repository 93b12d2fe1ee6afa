#include <doctest/doctest.h>

#include "roster_fixture.hpp"

using namespace roster_test;

namespace {

std::string complaint(const std::string& option) {
  const auto loaded = load::roster_from_options({.hosts = {option}}, {});
  return loaded.diagnostics.size() == 1 ? to_string(loaded.diagnostics[0])
                                        : fmt::format("{} messages", loaded.diagnostics.size());
}

}  // namespace

TEST_SUITE("load/host_options") {
  TEST_CASE("hosts on the command line are one candidate's, several of a role in their order") {
    const Fixture fixture;
    const auto loaded = load::roster_from_options(
        {.hosts = {"lb=admin@192.168.56.10:2222", "web=10.0.0.1", "web=[2001:db8::1]:23", "client=local"},
         .ask_password = true,
         .key = "/keys/k",
         .sudo = true},
        fixture.secrets());
    REQUIRE(messages(loaded.diagnostics).empty());
    REQUIRE(loaded.value);
    const auto& candidate = loaded.value->candidates.at(0);
    CHECK(candidate.id == "lab");
    REQUIRE(candidate.hosts.size() == 4);
    CHECK(candidate.hosts[0].login.user == "admin");
    CHECK(candidate.hosts[0].connect_port == 2222);
    CHECK(candidate.hosts[0].login.password->reveal() == "from-person");
    CHECK(candidate.hosts[0].login.key == "/keys/k");
    CHECK(candidate.hosts[1].login.user == "root");
    CHECK(candidate.hosts[1].login.sudo);
    CHECK(candidate.hosts[2].index == 1);
    CHECK(candidate.hosts[2].connect_host == "2001:db8::1");
    CHECK(candidate.hosts[2].connect_port == 23);
    CHECK(candidate.hosts[3].local);
    CHECK(fixture.asked == std::vector<std::string>{"ask password"});
    CHECK(loaded.value->sources.at(0).text ==
          "lb=admin@192.168.56.10:2222\nweb=10.0.0.1\nweb=[2001:db8::1]:23\nclient=local\n");
  }

  TEST_CASE("a wrong option is quoted") {
    CHECK(complaint("192.168.56.10") == "--host: '192.168.56.10' is no ROLE=[USER@]ADDRESS[:PORT] or ROLE=local");
    CHECK(complaint("=10.0.0.1") == "--host: '=10.0.0.1' is no ROLE=[USER@]ADDRESS[:PORT] or ROLE=local");
    CHECK(complaint("lb=@10.0.0.1") == "--host: 'lb=@10.0.0.1': no user before '@'");
    CHECK(complaint("lb=root@local") == "--host: 'lb=root@local': 'local' takes no user");
    CHECK(complaint("lb=root@10.0.0.1:0") == "--host: 'lb=root@10.0.0.1:0': port 0 is outside 1-65535");
    CHECK(complaint("lb=") == "--host: 'lb=': '' is no name or address of a host");
  }

  TEST_CASE("a role's name on the command line is no path or flag") {
    CHECK(complaint("../x=10.0.0.1") == "--host: '../x' is no role (letters, digits and _-./)");
  }

  TEST_CASE("a host of one scenario alone is named by the scenario's id and the role") {
    const auto loaded = load::roster_from_options({.hosts = {"junior/cloud-move/app=root@10.0.0.1"}}, {});
    REQUIRE(loaded.value);
    CHECK(loaded.value->candidates.at(0).hosts.at(0).role == "junior/cloud-move/app");
  }

  TEST_CASE("no host at all is an error") {
    CHECK(messages(load::roster_from_options({}, {}).diagnostics) ==
          std::vector<std::string>{"--host: no host was given"});
  }
}
