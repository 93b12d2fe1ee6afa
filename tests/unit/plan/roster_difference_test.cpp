#include "plan/roster_difference.hpp"

#include <doctest/doctest.h>

using namespace labcheck;

namespace {

Roster room() {
  Roster roster;
  roster.candidates = {{.id = "c01",
                        .name = "One",
                        .seat = "A-01",
                        .hosts = {{.role = "web", .index = 0, .connect_host = "10.0.0.1", .address = "10.0.0.1"},
                                  {.role = "web", .index = 1, .connect_host = "10.0.0.2", .address = "10.0.0.2"}},
                        .parameters = {{"port", "80"}}},
                       {.id = "c02", .name = "Two"}};
  roster.jumps = {{.name = "bastion", .host = "10.0.0.9"}};
  return roster;
}

}  // namespace

TEST_SUITE("plan/roster_difference") {
  TEST_CASE("the same room has no difference, whatever its passwords and places") {
    auto given = room();
    given.candidates[0].hosts[0].login.password = Secret{"another"};
    given.candidates[0].place.line = 7;
    given.sources = {{.name = "room.yaml", .text = "# moved"}};
    CHECK(plan::roster_difference(room(), given).empty());
  }

  TEST_CASE("what differs is named with its place, and what it was") {
    auto given = room();
    SUBCASE("a candidate's name") {
      given.candidates[1].name = "Zwei";
      CHECK(plan::roster_difference(room(), given) == "candidate 'c02': the name is 'Zwei', and was 'Two'");
    }
    SUBCASE("a candidate more") {
      given.candidates.push_back({.id = "c03"});
      CHECK(plan::roster_difference(room(), given) == "candidate 'c03' is new");
    }
    SUBCASE("a candidate less") {
      given.candidates.pop_back();
      CHECK(plan::roster_difference(room(), given) == "candidate 'c02' is not there any more");
    }
    SUBCASE("a host's way in") {
      given.candidates[0].hosts[1].connect_port = 2222;
      CHECK(plan::roster_difference(room(), given) ==
            "candidate 'c01': host 'web[1]': where it is reached is '10.0.0.2:2222', and was '10.0.0.2:22'");
    }
    SUBCASE("who logs in") {
      given.candidates[0].hosts[0].login.sudo = true;
      CHECK(plan::roster_difference(room(), given) == "candidate 'c01': host 'web[0]': sudo is 'on', and was 'off'");
    }
    SUBCASE("a parameter") {
      given.candidates[0].parameters["port"] = "8080";
      CHECK(plan::roster_difference(room(), given) ==
            "candidate 'c01': parameter 'port': its value is '8080', and was '80'");
    }
    SUBCASE("a jump host") {
      given.jumps[0].host = "10.0.0.8";
      CHECK(plan::roster_difference(room(), given) ==
            "jump host 'bastion': where it is reached is '10.0.0.8:22', and was '10.0.0.9:22'");
    }
  }
}
