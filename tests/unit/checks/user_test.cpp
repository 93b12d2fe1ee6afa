#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

const Value named = {{"name", "x"}};

Value recorded_user(std::string_view name) {
  return facts_of("user", named, recorded(fmt::format("debian-12/user-{}", name)));
}

}  // namespace

TEST_SUITE("checks/user") {
  TEST_CASE("a user is described with all groups") {
    CHECK(recorded_user("deploy") == Value{{"exists", true},
                                           {"uid", 1001},
                                           {"gid", 1001},
                                           {"group", "deploy"},
                                           {"groups", {"deploy", "adm", "sudo"}},
                                           {"home", "/home/deploy"},
                                           {"shell", "/bin/sh"},
                                           {"locked", false},
                                           {"password_set", true}});
  }

  TEST_CASE("a locked password is still set, an empty one is neither") {
    const auto locked = recorded_user("lockd");
    CHECK(locked["locked"] == true);
    CHECK(locked["password_set"] == true);
    const auto open = recorded_user("nopw");
    CHECK(open["locked"] == false);
    CHECK(open["password_set"] == false);
  }

  TEST_CASE("nobody of that name is a fact, also when it is a number") {
    CHECK(recorded_user("missing") == Value{{"exists", false}});
    CHECK(facts_here("user", {{"name", "no-such-user"}}) == Value{{"exists", false}});
    CHECK(facts_here("user", {{"name", "0"}}) == Value{{"exists", false}});
  }

  TEST_CASE("this machine's root is read, and no hash leaves it") {
    const auto answer = run_here(script_of("user", {{"name", "root"}, {"password", false}}));
    const auto facts = facts_of("user", named, answer);
    CHECK(facts["uid"] == 0);
    CHECK(facts["groups"].front() == "root");
    CHECK(answer.out.find('$') == std::string::npos);
  }

  TEST_CASE("a hidden password state, cut or absurd answers are no facts") {
    CHECK(message_of("user", named, answered("exists=yes\nhidden=yes\nend=\n")) ==
          "the state of a password is seen only by root: log in as root, use sudo, or set 'password: false'");
    CHECK(message_of("user", named, answered("exists=yes\nuid=-\nend=\n")) ==
          "'uid' in the host's answer is '-', no whole number");
    CHECK(message_of("user", named, answered("exists=yes\nuid=1\ngid=1\nhome=\nshell=\nend=\n")) ==
          "the host's answer has no 'group'");
    CHECK(message_of("user", named, answered("end=\n")) == "the host's answer has no 'exists'");
  }

  TEST_CASE("an option is no login name") {
    CHECK(find_check_type("user")->complaint({{"name", "-s"}}) == "'-s' is no login name");
    CHECK(find_check_type("user")->complaint({{"name", "a:b"}}) == "'a:b' is no login name");
    CHECK(find_check_type("user")->complaint({{"name", "host$"}}) == "");
  }
}
