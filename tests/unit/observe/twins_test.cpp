#include "observe/twins.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace labcheck;
using namespace labcheck::observe;

namespace {

HostFacts host(const std::string& candidate, const std::string& name) {
  const auto own = candidate + name;
  return {.candidate = candidate,
          .host = name,
          .host_key = "ssh-ed25519 SHA256:" + own,
          .machine_id = "m-" + own,
          .product_uuid = "u-" + own,
          .boot_id = "b-" + own,
          .clock_skew = Duration{0},
          .addresses = {"10.0.0." + own}};
}

std::string told(const std::vector<Flag>& flags) {
  std::string all;
  for (const auto& flag : flags) {
    all += fmt::format("{} {} {}: {}\n", flag.candidate, flag.host, flag.code, flag.message);
  }
  return all;
}

std::string met(const HostFacts& one, const HostFacts& other) {
  Twins twins;
  CHECK(twins.meet(one, false).empty());
  return told(twins.meet(other, false));
}

}  // namespace

TEST_SUITE("observe/twins") {
  TEST_CASE("hosts of their own have no twins, and a second session is the same host") {
    CHECK(met(host("c01", "lb"), host("c02", "lb")).empty());
    CHECK(met(host("c01", "lb"), host("c01", "lb")).empty());
  }

  TEST_CASE("one machine behind two roles is flagged on both, with the evidence") {
    auto other = host("c01", "lb");
    other.host = "web";
    CHECK(met(host("c01", "lb"), other) ==
          "c01 lb twin-host: the same machine id, product uuid, boot id, host key, addresses as web of candidate c01: "
          "one machine\n"
          "c01 web twin-host: the same machine id, product uuid, boot id, host key, addresses as lb of candidate c01: "
          "one machine\n");
  }

  TEST_CASE("one machine for two candidates is flagged though it was started anew in between") {
    auto other = host("c01", "lb");
    other.candidate = "c02";
    other.boot_id = "b-other";
    other.host_key = "";
    CHECK(met(host("c01", "lb"), other)
              .starts_with("c01 lb twin-host: the same machine id, product uuid, addresses as lb of candidate c02: one "
                           "machine\n"));
  }

  TEST_CASE("copies of one virtual machine are clones, not twins") {
    auto other = host("c02", "lb");
    other.machine_id = "m-c01lb";
    other.host_key = "ssh-ed25519 SHA256:c01lb";
    CHECK(met(host("c01", "lb"), other)
              .starts_with(
                  "c01 lb cloned-host: the same machine id, host key as lb of candidate c02: copies of one image\n"));
    other.product_uuid = "u-c01lb";  // an exact copy, uuid and all, on another network
    CHECK(met(host("c01", "lb"), other).starts_with("c01 lb cloned-host: the same machine id, product uuid, host key"));
    auto key_only = host("c03", "lb");
    key_only.host_key = "ssh-ed25519 SHA256:c01lb";
    CHECK(met(host("c01", "lb"), key_only).starts_with("c01 lb cloned-host: the same host key as lb of candidate c03"));
  }

  TEST_CASE("containers of one machine share its kernel and its uuid and are hosts of their own") {
    auto other = host("c02", "lb");
    other.boot_id = "b-c01lb";
    other.product_uuid = "u-c01lb";
    CHECK(met(host("c01", "lb"), other).empty());
  }

  TEST_CASE("a machine id made up beside the real one doesn't hide a twin that has the same addresses") {
    auto other = host("c01", "lb");
    other.host = "web";
    other.machine_id = "m-invented";
    other.host_key = "ssh-ed25519 SHA256:invented";
    CHECK(met(host("c01", "lb"), other).starts_with("c01 lb twin-host: the same product uuid, boot id, addresses as"));
  }

  TEST_CASE("a machine id that was removed doesn't hide a twin either") {
    auto one = host("c01", "lb");
    one.machine_id = "";
    one.addresses = {};
    auto other = one;
    other.host = "web";
    other.host_key = "ssh-ed25519 SHA256:invented";
    CHECK(met(one, other).starts_with("c01 lb twin-host: the same product uuid, boot id as web"));
  }

  TEST_CASE("the agent's machine and a proctor's host stand behind many candidates by the roster's own word") {
    auto other = host("c01", "client");
    other.candidate = "c02";
    Twins twins;
    CHECK(twins.meet(host("c01", "client"), true).empty());
    CHECK(twins.meet(other, true).empty());
    auto own = host("c01", "client");
    own.host = "web";
    CHECK(told(twins.meet(own, false)).find("c01 web twin-host") != std::string::npos);
  }

  TEST_CASE("a thousand copies of one image make a flag each, and a twin among them is still told") {
    Twins twins;
    std::size_t flags = 0;
    for (int at = 0; at < 1'000; ++at) {
      auto facts = host(fmt::format("c{}", at), "lb");
      facts.machine_id = "m-golden";
      flags += twins.meet(facts, false).size();
    }
    CHECK(flags == 1'000);
    auto twin = host("c500", "lb");
    twin.machine_id = "m-golden";
    twin.candidate = "c1001";
    CHECK(told(twins.meet(twin, false))
              .starts_with("c500 lb twin-host: the same machine id, product uuid, boot id, host key, addresses as lb "
                           "of candidate c1001"));
  }

  TEST_CASE("another machine in the place of one is told, a restart that the scenario asked for is not") {
    ChangedHosts hosts;
    const auto first = host("c01", "lb");
    CHECK(hosts.meet(first, false).empty());
    CHECK(hosts.meet(first, false).empty());
    auto second = first;
    second.boot_id = "b-2";
    CHECK(hosts.meet(second, true).empty());
    auto third = first;
    third.boot_id = "b-3";
    CHECK(told(hosts.meet(third, false)) ==
          "c01 lb changed-host: restarted since it was first asked: boot id b-2 is now b-3\n");
    auto fourth = host("c01", "other");
    fourth.host = "lb";
    CHECK(told(hosts.meet(fourth, true)) ==
          "c01 lb changed-host: another machine than before: host key ssh-ed25519 SHA256:c01lb is now ssh-ed25519 "
          "SHA256:c01other, machine id m-c01lb is now m-c01other, boot id b-3 is now b-c01other\n");
  }

  TEST_CASE("what was recorded before a run was resumed counts") {
    ChangedHosts hosts;
    hosts.remember(host("c01", "lb"));
    auto now = host("c01", "lb");
    now.machine_id = "m-2";
    CHECK(told(hosts.meet(now, false)) ==
          "c01 lb changed-host: another machine than before: machine id m-c01lb is now m-2\n");
  }
}
