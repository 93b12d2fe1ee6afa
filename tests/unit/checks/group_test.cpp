#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

const Value developers = {{"name", "developers"}};

}  // namespace

TEST_SUITE("checks/group") {
  TEST_CASE("a group of Debian 12 has those whose primary group it is among its members") {
    CHECK(facts_of("group", developers, recorded("debian-12/group-developers")) ==
          Value{{"exists", true},
                {"gid", 2000},
                {"members", {"alice", "bob"}},
                {"primary_of", {"alice"}},
                {"unknown_members", Value::array()}});
  }

  TEST_CASE("no such group is a fact") {
    CHECK(facts_of("group", developers, recorded("debian-12/group-missing")) == Value{{"exists", false}});
  }

  TEST_CASE("a listed name that is no user is no member") {
    const auto facts = facts_of(
        "group", developers,
        answered("exists=yes\ngid=5\nlisted=" + in_hex("ghost,bob") + "\nunknown=" + in_hex("ghost") + "\nend=\n"));
    CHECK(facts["members"] == Value{"bob"});
    CHECK(facts["unknown_members"] == Value{"ghost"});
  }

  TEST_CASE("this machine's root group is read") {
    const auto facts = facts_here("group", {{"name", "root"}});
    CHECK(facts["gid"] == 0);
    CHECK(facts["primary_of"][0].is_string());
    CHECK(facts_here("group", {{"name", "no-such-group"}}) == Value{{"exists", false}});
  }

  TEST_CASE("what is cut or absurd is no fact, and a number is no name") {
    CHECK(message_of("group", developers, answered("exists=yes\ngid=5\nlisted=626f\n")) ==
          "the host's answer is cut off");
    CHECK(message_of("group", developers, answered("exists=yes\ngid=five\nlisted=\nend=\n")) ==
          "'gid' in the host's answer is 'five', no whole number");
    CHECK(message_of("group", developers, answered("exists=yes\ngid=5\nlisted=\nprimary=x\nend=\n")) ==
          "the host names a member as 'x'");
    CHECK(message_of("group", developers, answered("trouble=getent can't list users\nend=\n")) ==
          "getent can't list users");
    CHECK(find_check_type("group")->complaint({{"name", "1000"}}) == "'1000' is no name of a group");
    CHECK(find_check_type("group")->complaint({{"name", "-x"}}) == "'-x' is no name of a group");
  }
}
