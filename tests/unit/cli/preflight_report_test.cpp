#include "cli/preflight_report.hpp"

#include <doctest/doctest.h>

using namespace labcheck;
using namespace labcheck::cli;
using observe::Readiness;

namespace {

PreflightResult example() {
  PreflightResult result;
  result.agent = {{.name = "ledger folder", .state = Readiness::ok, .message = "/srv has 900 MiB free"}};
  result.hosts.push_back({.candidate = "c01",
                          .host = "web[0]",
                          .address = "192.168.10.11:22",
                          .aspects = {{.name = "reach", .state = Readiness::ok},
                                      {.name = "shell", .state = Readiness::note, .message = "it speaks"}},
                          .facts = {.host_key = "ssh-ed25519 SHA256:x", .addresses = {"192.168.10.11"}}});
  result.hosts.push_back({.candidate = "考生\x1b[2J",
                          .host = "lb",
                          .address = "local",
                          .aspects = {{.name = "reach", .state = Readiness::trouble, .message = "no \x1b[31mway"},
                                      {.name = "shell", .state = Readiness::unknown}}});
  return result;
}

}  // namespace

TEST_SUITE("cli/preflight_report") {
  TEST_CASE("a line a host, and in words what is not as it should be") {
    CHECK(preflight_text(example()) ==
          "candidate    host    reach    shell\n"
          "c01          web[0]  ok       note\n"
          "    shell: it speaks\n"
          "考生\\x1b[2J  lb      trouble  -\n"
          "    reach: no \\x1b[31mway\n"
          "agent\n"
          "    ledger folder: /srv has 900 MiB free\n"
          "1 of 2 hosts are ready\n");
  }

  TEST_CASE("JSON says the same") {
    const auto document = Value::parse(preflight_json(example()));
    CHECK(document["schema"] == "labcheck.preflight/1");
    CHECK(document["ready"] == false);
    CHECK(document["hosts"][0]["ready"] == true);
    CHECK(document["hosts"][0]["facts"]["host_key"] == "ssh-ed25519 SHA256:x");
    CHECK(document["hosts"][1]["aspects"][0] ==
          Value{{"aspect", "reach"}, {"state", "trouble"}, {"message", "no \x1b[31mway"}});
  }

  TEST_CASE("an agent without room for the ledger isn't ready, however ready the hosts are") {
    PreflightResult result;
    CHECK(result.ready());
    result.agent = {ledger_room("/srv", 10U << 20, 3)};
    CHECK(result.agent[0].message == "/srv has 10 MiB free, a run over 3 hosts may want 76");
    CHECK_FALSE(result.ready());
    CHECK(preflight_text(result).ends_with("0 of 0 hosts are ready, the agent is not\n"));
    CHECK(ledger_room("/srv", 80U << 20, 3).state == Readiness::ok);
  }
}
