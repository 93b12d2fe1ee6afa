#include <doctest/doctest.h>

#include "checks/system/audit_rules.hpp"
#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks;
using namespace labcheck::checks::test;

namespace {

const Value identity = {{"path", "/etc/passwd"}, {"key", "identity"}};

Answer with(const std::string& status, const std::string& rules, const std::string& more = "") {
  return answered("installed=yes\nstatus=" + in_hex(status) + "\nrules=" + in_hex(rules) + "\n" + more + "end=\n");
}

}  // namespace

TEST_SUITE("checks/audit") {
  TEST_CASE("a watch in force and written down, and its events") {
    auto parameters = identity;
    parameters["events"] = true;
    const auto facts = facts_of("audit", parameters, recorded("debian-12/audit-identity"));
    CHECK(facts["enabled"] == true);
    CHECK(facts["running"] == true);
    CHECK(facts["immutable"] == false);
    CHECK(facts["watched"] == true);
    CHECK(facts["permissions"] == "wa");
    CHECK(facts["keys"] == Value{"identity"});
    CHECK(facts["persistent"] == true);
    CHECK(facts["persistent_permissions"] == "wa");
    CHECK(facts["events"].get<int>() >= 1);
    CHECK(facts["rules"].size() == 2);
  }

  TEST_CASE("system calls by their key; a file that nobody watches") {
    const auto time = facts_of("audit", {{"key", "time"}}, recorded("debian-12/audit-identity"));
    CHECK(time["syscalls"] == Value{"adjtimex", "settimeofday"});
    CHECK(time["persistent"] == false);
    const auto none = facts_of("audit", {{"path", "/etc/pass"}}, recorded("debian-12/audit-identity"));
    CHECK(none["watched"] == false);
    CHECK(none["permissions"] == "");
  }

  TEST_CASE("both spellings of a rule, blanks in names, rules that exclude") {
    // auditctl 3.0
    const auto rules = read_audit_rules(
        "-a never,task\n-w /etc/my file -p rwxa -k a -k b\n"
        "-a always,exit -S all -F dir=/etc/ssh/ -F perm=aw -F auid>=1000 -F key=y\n"
        "-w /etc/shadow\nNo rules\n-D\n-b 8192\n# -w /etc/group -p wa\n");
    REQUIRE(rules.size() == 4);
    CHECK(rules[0].never);
    CHECK(rules[1].path == "/etc/my file");
    CHECK(rules[1].keys == std::vector<std::string>{"a", "b"});
    CHECK(rules[2].path == "/etc/ssh");
    CHECK(rules[2].permissions == "wa");
    CHECK(rules[3].permissions == "rwxa");
    const auto excluded = facts_of("audit", {{"path", "/etc/x"}},
                                   with("enabled 2\npid 0\nlost 4\n", "-a never,exit -F path=/etc/x -F perm=w\n"));
    CHECK(excluded["watched"] == false);
    CHECK(excluded["immutable"] == true);
    CHECK(excluded["running"] == false);
    CHECK(excluded["lost"] == 4);
  }

  TEST_CASE("audit.rules counts where rules.d has none") {
    const auto compiled = "compiled=" + in_hex("-w /etc/passwd -p wa -k identity\n") + "\n";
    CHECK(facts_of("audit", identity, with("enabled 1\npid 1\nlost 0\n", "No rules", compiled))["persistent"] == true);
    const auto both = compiled + "file=" + in_hex("-D\n") + "\n";
    CHECK(facts_of("audit", identity, with("enabled 1\npid 1\nlost 0\n", "No rules", both))["persistent"] == false);
  }

  TEST_CASE("no auditctl is a fact; what is cut or says no status is none") {
    CHECK(facts_of("audit", identity, answered("installed=no\nend=\n"))["enabled"] == false);
    CHECK(message_of("audit", identity, with("enabled 1\n", "No rules")) == "auditctl doesn't say a number for 'pid'");
    CHECK(message_of("audit", identity, with("enabled yes\npid 1\nlost 0\n", "")) ==
          "auditctl doesn't say a number for 'enabled'");
    CHECK(message_of("audit", {{"key", "a"}, {"events", true}}, with("enabled 1\npid 1\nlost 0\n", "")) ==
          "the host's answer says nothing of events");
    const auto* type = find_check_type("audit");
    CHECK(type->complaint({{"events", true}}) == "events are looked for by their key");
    CHECK(type->complaint({{"path", "etc"}}) == "'etc' is no absolute path");
    CHECK(type->complaint({{"key", "-k"}}) == "'-k' is no key");
  }
}
