#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

const Value where = {{"path", "/srv/link"}};

}  // namespace

TEST_SUITE("checks/symlink") {
  TEST_CASE("a link of Debian 12: what is written in it and where it leads") {
    CHECK(facts_of("symlink", where, recorded("debian-12/symlink-good")) == Value{{"exists", true},
                                                                                 {"target", "../srv/project"},
                                                                                 {"dangling", false},
                                                                                 {"resolved", "/srv/project"},
                                                                                 {"type", "directory"}});
  }

  TEST_CASE("leading nowhere, or around in a circle, is a fact") {
    CHECK(facts_of("symlink", where, recorded("debian-12/symlink-dangling")) ==
          Value{{"exists", true}, {"target", "/nowhere"}, {"dangling", true}});
    CHECK(facts_of("symlink", where, recorded("debian-12/symlink-loop")) ==
          Value{{"exists", true}, {"target", "/srv/loop"}, {"dangling", true}});
  }

  TEST_CASE("nothing there, or something that is no link, is no link") {
    CHECK(facts_of("symlink", where, recorded("debian-12/symlink-none")) == Value{{"exists", false}});
    CHECK(facts_of("symlink", where, recorded("debian-12/symlink-directory")) ==
          Value{{"exists", false}, {"type", "directory"}});
  }

  TEST_CASE("a target's bytes forge nothing, and what is cut is no fact") {
    const auto forged =
        facts_of("symlink", where, answered("link=" + in_hex("x\nexists=yes\xff") + "\nexists=no\nend=\n"));
    CHECK(forged["target"] == "x\nexists=yes\xEF\xBF\xBD");
    CHECK(forged["dangling"] == true);
    CHECK(message_of("symlink", where, answered("link=2\nexists=no\nend=\n")) ==
          "'link' in the host's answer is '2', no hex");
    CHECK(message_of("symlink", where,
                     answered("link=2f\nexists=yes\nraw=81a4\nuid=0\ngid=0\nsize=1\nowner=a\ngroup=a\n"
                              "end=\n")) == "the host's answer has no 'resolved'");
    CHECK(message_of("symlink", where, answered("link=2f\n")) == "the host's answer is cut off");
  }

  TEST_CASE("a slash at the end would follow the link") {
    CHECK(find_check_type("symlink")->complaint({{"path", "/srv/link/"}}) ==
          "with a slash at its end, a path is no link's but its target's");
    CHECK(find_check_type("symlink")->complaint(where) == "");
  }
}
