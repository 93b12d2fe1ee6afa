#include "observe/allowed_hosts.hpp"

#include <doctest/doctest.h>

using namespace labcheck;
using namespace labcheck::observe;

namespace {

RosterHost host(const std::string& connect, std::uint16_t port, const std::string& address) {
  return {.role = "web", .connect_host = connect, .connect_port = port, .address = address};
}

}  // namespace

TEST_SUITE("observe/allowed_hosts") {
  TEST_CASE("loopback is known in every spelling") {
    for (const auto* name : {"127.0.0.1", "127.9.9.9", "0.0.0.0", "0.1.2.3", "::1", "::", "::ffff:127.0.0.1",
                             "localhost", "LOCALHOST.", "x.localhost", "ip6-localhost", "localhost.localdomain"}) {
      CAPTURE(name);
      CHECK(is_loopback(name));
    }
    for (const auto* name : {"128.0.0.1", "10.0.0.1", "::2", "::ffff:10.0.0.1", "localhost.example.org", "web", ""}) {
      CAPTURE(name);
      CHECK_FALSE(is_loopback(name));
    }
  }

  TEST_CASE("a host's lab address and its way in are the candidate's, other candidates' are not") {
    Roster roster;
    roster.candidates = {{.id = "c01", .hosts = {host("203.0.113.7", 22, "192.168.10.10")}},
                         {.id = "c02", .hosts = {host("203.0.113.8", 22, "192.168.10.20")}}};
    const auto& own = roster.candidates[0];
    CHECK(is_host_of(roster, own, "192.168.10.10", false));
    CHECK(is_host_of(roster, own, "203.0.113.7", true));
    CHECK_FALSE(is_host_of(roster, own, "203.0.113.8", false));
    CHECK_FALSE(is_host_of(roster, own, "192.168.10.20", false));
    CHECK_FALSE(is_host_of(roster, own, "169.254.169.254", false));
  }

  // A redirect to the gateway's other ports would have been followed to the other candidates' hosts.
  TEST_CASE("a gateway that tells hosts apart by the port is nobody's own") {
    Roster roster;
    roster.candidates = {{.id = "c01", .hosts = {host("203.0.113.7", 2201, "192.168.10.10")}},
                         {.id = "c02", .hosts = {host("203.0.113.7", 2202, "192.168.10.10")}}};
    CHECK_FALSE(is_host_of(roster, roster.candidates[0], "203.0.113.7", true));
    roster.candidates.pop_back();
    CHECK(is_host_of(roster, roster.candidates[0], "203.0.113.7", true));
    roster.candidates[0].hosts.push_back(host("203.0.113.7", 2201, "192.168.10.10"));  // one machine in two roles
    CHECK(is_host_of(roster, roster.candidates[0], "203.0.113.7", true));
    roster.candidates[0].hosts.push_back(host("203.0.113.7", 2203, "192.168.10.11"));
    CHECK_FALSE(is_host_of(roster, roster.candidates[0], "203.0.113.7", true));
  }

  TEST_CASE("the same address behind another jump host is another machine") {
    Roster roster;
    roster.candidates = {{.id = "c01", .hosts = {host("10.0.0.5", 22, "10.0.0.5")}},
                         {.id = "c02", .hosts = {host("10.0.0.5", 22, "10.0.0.5")}}};
    roster.candidates[0].hosts[0].login.via = "one";
    roster.candidates[1].hosts[0].login.via = "two";
    CHECK(is_way_to_one_host(roster, roster.candidates[0], "10.0.0.5"));
  }

  TEST_CASE("spoken straight, loopback is the agent's own machine, even where a host is entered by it") {
    Roster roster;
    roster.candidates = {{.id = "c01", .hosts = {host("127.0.0.1", 2201, "192.168.10.10")}}};
    CHECK_FALSE(is_host_of(roster, roster.candidates[0], "127.0.0.1", true));
    CHECK_FALSE(is_host_of(roster, roster.candidates[0], "localhost", true));
    CHECK(is_host_of(roster, roster.candidates[0], "127.0.0.1", false));
    RosterHost client{.role = "client", .connect_host = "localhost", .address = "127.0.0.1", .local = true};
    roster.candidates[0].hosts.push_back(client);
    CHECK_FALSE(is_host_of(roster, roster.candidates[0], "127.0.0.1", true));
    roster.candidates[0].hosts = {client};  // a trainee's own machine is the whole lab
    CHECK(is_host_of(roster, roster.candidates[0], "127.0.0.1", true));
  }
}
