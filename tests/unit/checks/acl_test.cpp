#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

const Value project = {{"path", "/srv/project"}};
const std::string folder = "exists=yes\nraw=45fd\nuid=0\ngid=0\nsize=6\nowner=root\ngroup=staff\n";

Value entry(const char* kind, const char* name, const char* permissions, const char* effective) {
  return {{"kind", kind}, {"name", name}, {"permissions", permissions}, {"effective", effective}};
}

std::string refused(const std::string& list) {
  return message_of("acl", project, answered(folder + "acl=" + in_hex(list) + "\nend=\n"));
}

}  // namespace

TEST_SUITE("checks/acl") {
  TEST_CASE("the access and default lists that getfacl 2.3 shows, by name, with what the mask leaves") {
    const auto facts = facts_of("acl", project, recorded("debian-12/acl-getfacl"));
    CHECK(facts["exists"] == true);
    CHECK(facts["owner"] == "root");
    CHECK(facts["owning_group"] == "developers");
    CHECK(facts["extended"] == true);
    CHECK(facts["entries"] == Value{entry("user", "", "rwx", "rwx"), entry("user", "alice", "rwx", "r-x"),
                                    entry("group", "", "rwx", "r-x"), entry("group", "developers", "rwx", "r-x"),
                                    entry("mask", "", "r-x", "r-x"), entry("other", "", "r-x", "r-x")});
    CHECK(facts["defaults"][1] == entry("user", "bob", "rw-", "rw-"));
    CHECK_FALSE(facts.contains("permissions"));
  }

  TEST_CASE("the kernel's own attribute, read by getfattr, says the same") {
    const auto facts = facts_of("acl", project, recorded("debian-12/acl-getfattr"));
    const auto shown = facts_of("acl", project, recorded("debian-12/acl-getfacl"));
    CHECK(facts == shown);
    CHECK(facts_of("acl", project, recorded("debian-12/acl-plain-getfattr"))["extended"] == false);
  }

  TEST_CASE("the entry of one user or group") {
    const auto asked = [](const char* who, const char* name) {
      return facts_of("acl", {{"path", "/srv/project"}, {who, name}}, recorded("debian-12/acl-getfacl"));
    };
    CHECK(asked("user", "alice")["permissions"] == "rwx");
    CHECK(asked("user", "alice")["effective"] == "r-x");
    CHECK_FALSE(asked("user", "alice").contains("default_permissions"));
    CHECK(asked("user", "bob")["default_effective"] == "rw-");
    CHECK_FALSE(asked("user", "bob").contains("effective"));
    CHECK(asked("group", "developers")["effective"] == "r-x");
    CHECK_FALSE(asked("group", "alice").contains("effective"));
  }

  TEST_CASE("without a list the permissions are one, and nothing there is a fact") {
    const auto plain = facts_of("acl", project, recorded("debian-12/acl-plain"));
    CHECK(plain["extended"] == false);
    CHECK(plain["defaults"] == Value::array());
    CHECK(plain["entries"] ==
          Value{entry("user", "", "rw-", "rw-"), entry("group", "", "r--", "r--"), entry("other", "", "r--", "r--")});
    CHECK(facts_of("acl", project, recorded("debian-12/acl-missing")) == Value{{"exists", false}});
    CHECK(facts_of("acl", project, answered(folder + "end=\n"))["entries"][1] == entry("group", "", "rwx", "rwx"));
  }

  TEST_CASE("a number that has no name stays one") {
    const auto facts =
        facts_of("acl", {{"path", "/x"}, {"user", "4711"}},
                 answered(folder + "acl=" + in_hex("user::rwx\nuser:4711:r--\ngroup::---\nmask::r--\nother::---\n") +
                          "\nend=\n"));
    CHECK(facts["effective"] == "r--");
  }

  TEST_CASE("lists that are cut, doubled or forged are no facts") {
    const std::string whole = "user::rwx\ngroup::r-x\nother::r-x\n";
    for (std::size_t size = 0; size + 1 < whole.size(); ++size) {
      CAPTURE(size);
      CHECK(refused(whole.substr(0, size)) != "");
    }
    CHECK(refused(whole + "user::rwx\n") == "the access list lacks one of its three entries, or has one twice");
    CHECK(refused(whole + "user:alice:rwx\n") == "getfacl gives 'user:alice:rwx', no entry of an access list");
    CHECK(refused(whole + "default:user::rwx\n") == "the access list lacks one of its three entries, or has one twice");
    const auto attribute = [](const std::string& hex) {
      return message_of("acl", project, answered(folder + "access=" + hex + "\nend=\n"));
    };
    CHECK(attribute("0200000001000700ffffffff") == "the access list lacks one of its three entries, or has one twice");
    CHECK(attribute("02000000010007") == "the access list's attribute is not of version 2, or is cut off");
    CHECK(attribute("0300000001000700ffffffff") == "the access list's attribute is not of version 2, or is cut off");
    CHECK(attribute("0200000003000700ffffffff") == "the access list's attribute has an entry with the tag 3");
    CHECK(message_of("acl", project, answered("missing=getfacl\nend=\n")) ==
          "the host has no 'getfacl', which labcheck needs for this");
  }

  TEST_CASE("one name at a time") {
    CHECK(find_check_type("acl")->complaint({{"path", "/x"}, {"user", "a"}, {"group", "b"}}) ==
          "one of user and group can be asked about at a time");
    CHECK(find_check_type("acl")->complaint({{"path", "/x"}, {"group", "a b"}}) == "'a b' is no name of a group");
  }
}
