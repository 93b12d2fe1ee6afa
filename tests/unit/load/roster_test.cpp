#include <doctest/doctest.h>

#include "roster_fixture.hpp"

using namespace roster_test;

namespace {

const std::string whole_roster = R"(
defaults: {user: root, key: /keys/exam}
jumps:
  bastion: {address: 203.0.113.5, user: proctor, host_key: "ssh-ed25519 AAAAC3"}
candidates:
  - id: c01
    name: 张三
    seat: A-01
    defaults: {via: bastion, user: ubuntu, sudo: true, password: {env: EXAM_PW}}
    hosts:
      lb: {connect: "203.0.113.7:22010", address: 192.168.10.10}
      web: [192.168.10.11, {address: "192.168.10.12:2222", user: admin, agent: false}]
      client: local
    parameters: {port: 8080, api: {env: EXAM_PW}}
)";

std::string one_host(const std::string& host) {
  return "candidates:\n- id: c1\n  hosts:\n    lb: " + host + "\n";
}

}  // namespace

TEST_SUITE("load/roster") {
  TEST_CASE("a roster says who is graded, on which hosts, and how to get in") {
    const auto loaded = load_text(whole_roster);
    REQUIRE(messages(loaded.diagnostics).empty());
    REQUIRE(loaded.value);
    REQUIRE(loaded.value->candidates.size() == 1);
    const auto& candidate = loaded.value->candidates[0];
    CHECK(candidate.name == "张三");
    CHECK(candidate.seat == "A-01");
    CHECK(to_string(candidate.place) == "r.yaml:6:9");
    CHECK(candidate.parameters.at("port") == "8080");
    CHECK(candidate.parameters.at("api") == "sesame-1");
    REQUIRE(candidate.hosts.size() == 4);
    const auto& lb = candidate.hosts[0];
    CHECK(lb.connect_host == "203.0.113.7");
    CHECK(lb.connect_port == 22010);
    CHECK(lb.address == "192.168.10.10");
    CHECK(lb.login.user == "ubuntu");
    CHECK(lb.login.key == "/keys/exam");
    CHECK(lb.login.via == "bastion");
    CHECK(lb.login.sudo);
    REQUIRE(lb.login.password);
    CHECK(lb.login.password->reveal() == "sesame-1");
  }

  TEST_CASE("a bare address is the way in and the lab's own address, a host's keys go over the candidate's") {
    const auto roster = load_text(whole_roster).value;
    REQUIRE(roster);
    const auto& first = roster->candidates[0].hosts[1];
    CHECK(first.role == "web");
    CHECK(first.index == 0);
    CHECK(first.connect_host == "192.168.10.11");
    CHECK(first.address == "192.168.10.11");
    CHECK(first.connect_port == 22);
    const auto& second = roster->candidates[0].hosts[2];
    CHECK(second.index == 1);
    CHECK(second.connect_port == 2222);
    CHECK(second.address == "192.168.10.12");
    CHECK(second.login.user == "admin");
    CHECK_FALSE(second.login.agent);
    CHECK(second.login.via == "bastion");
  }

  TEST_CASE("a local host needs no way in and no password, unless sudo asks for one") {
    const auto roster = load_text(whole_roster).value;
    REQUIRE(roster);
    CHECK(roster->candidates[0].hosts[3].local);
    CHECK(roster->candidates[0].hosts[3].login.via.empty());
    CHECK(roster->candidates[0].hosts[3].login.password);
    Fixture fixture;
    load_text("defaults: {password: {ask: room}}\n" + one_host("local"), "r.yaml", fixture);
    CHECK(fixture.asked.empty());
  }

  TEST_CASE("a jump host takes the defaults' user and key, but never the room's password or a way through itself") {
    const auto roster = load_text(
                            "defaults: {key: /k, password: {env: EXAM_PW}, via: b, port: 2200}\n"
                            "jumps: {b: {address: \"[2001:db8::5]:2022\"}, c: {address: gate.lab}}\n" +
                            one_host("10.0.0.1"))
                            .value;
    REQUIRE(roster);
    REQUIRE(roster->jumps.size() == 2);
    CHECK(roster->jumps[0].host == "2001:db8::5");
    CHECK(roster->jumps[0].port == 2022);
    CHECK(roster->jumps[0].login.key == "/k");
    CHECK_FALSE(roster->jumps[0].login.password);
    CHECK(roster->jumps[0].login.via.empty());
    CHECK(roster->jumps[1].port == 22);
    CHECK(roster->candidates[0].hosts[0].connect_port == 2200);
  }

  TEST_CASE("IPv6 addresses stand bare or, with a port, in brackets") {
    const auto address = [](const std::string& text) {
      const auto roster = load_text(one_host("\"" + text + "\"")).value;
      return roster ? fmt::format("{} {}", roster->candidates[0].hosts[0].connect_host,
                                  roster->candidates[0].hosts[0].connect_port)
                    : "refused";
    };
    CHECK(address("2001:db8::7") == "2001:db8::7 22");
    CHECK(address("[2001:db8::7]") == "2001:db8::7 22");
    CHECK(address("[2001:db8::7]:2222") == "2001:db8::7 2222");
    CHECK(address("fe80::1%eth0") == "fe80::1%eth0 22");
  }

  TEST_CASE("addresses that are none are refused where they stand") {
    const std::pair<const char*, std::string> wrong[] = {
        {"10.0.0.256", "'10.0.0.256' is no name or address of a host"},
        {"\"10.0.0.1:0\"", "port 0 is outside 1-65535"},
        {"\"10.0.0.1:70000\"", "port 70000 is outside 1-65535"},
        {"\"10.0.0.1:ssh\"", "'ssh' is no port"},
        {"\"10.0.0.1:\"", "'' is no port"},
        {"\"2001:db8::zz\"", "'2001:db8::zz' is no address (write [2001:db8::7]:22)"},
        {"\"[2001:db8::7]22\"", "'[2001:db8::7]22' is no address (write [2001:db8::7]:22)"},
        // Found by fuzzing: a zone is the name of an interface, and an address ends where its text ends.
        {"\"fe80::1%a b\"", "'fe80::1%a b' is no address (write [2001:db8::7]:22)"},
        {"\"fe80::1%\"", "'fe80::1%' is no address (write [2001:db8::7]:22)"},
        {"\"::1\\u0000x\"", std::string{"'::1\0x' is no address (write [2001:db8::7]:22)", 46}},
        {"-oProxyCommand=x", "'-oProxyCommand=x' is no name or address of a host"},
        {"\"a b\"", "'a b' is no name or address of a host"},
        {"root@10.0.0.1", "'root@10.0.0.1' names a user (write it under 'user')"},
    };
    for (const auto& [host, message] : wrong) {
      INFO(host);
      CHECK(complaints(one_host(host)) == fmt::format("r.yaml:4:9: {}\n", message));
    }
    CHECK(complaints(one_host("[]")) == "r.yaml:4:5: role 'lb' has no host\n");
    CHECK(complaints(one_host("~")) ==
          "r.yaml:4:5: a host of role 'lb' must be an address, 'local' or a map, found nothing\n");
    CHECK(complaints(one_host("{connect: 10.0.0.1, address: \"10.0.0.2:80\"}")) ==
          "r.yaml:4:38: '10.0.0.2:80' must be a bare address (the port belongs to 'connect')\n");
    CHECK(complaints(one_host("{user: root}")) ==
          "r.yaml:4:9: host of role 'lb' has neither 'connect' nor 'address'\n");
  }

  TEST_CASE("everything wrong in a roster is told at once, with the nearest right spelling") {
    CHECK(complaints(R"(defualts: {}
jumps: {bastion: {address: 203.0.113.5, via: x}}
candidates:
- id: c01
  seet: A
  defaults: {usr: root, via: bastoin, sudo: maybe}
  hosts: {lb: {adress: 10.0.0.1}}
- id: c01
  hosts: {lb: 10.0.0.2}
- {id: "c 2"}
)") == R"(r.yaml:1:1: unknown key 'defualts' in roster (did you mean 'defaults'?)
r.yaml:5:3: unknown key 'seet' in candidate (did you mean 'seat'?)
r.yaml:6:14: unknown key 'usr' in 'defaults' (did you mean 'user'?)
r.yaml:6:45: 'sudo': expected boolean, found 'maybe' (write true or false)
r.yaml:7:16: unknown key 'adress' in host of role 'lb' (did you mean 'address'?)
r.yaml:7:15: host of role 'lb' has neither 'connect' nor 'address'
r.yaml:10:3: candidate lacks 'hosts'
r.yaml:6:30: unknown jump host 'bastoin' (did you mean 'bastion'?)
r.yaml:8:7: duplicate candidate 'c01' (first at line 4)
r.yaml:10:8: 'c 2' is no candidate id (letters, digits and ._-)
r.yaml:2:46: unknown jump host 'x'
)");
  }

  TEST_CASE("a roster without candidates or of another shape is refused") {
    CHECK(complaints("candidates: []\n") ==
          "r.yaml:1:1: 'candidates' must be a list of candidates, found an empty one\n");
    CHECK(complaints("candidates: {c01: {}}\n") ==
          "r.yaml:1:13: 'candidates' must be a list of candidates, found a map\n");
    CHECK(complaints("- c01\n") == "r.yaml:1:1: roster must be a map, found a list\n");
    CHECK(complaints("defaults: {}\n") == "r.yaml:1:1: roster lacks 'candidates'\n");
    CHECK(complaints("candidates:\n- {id: c1, hosts: {}}\n") ==
          "r.yaml:2:12: 'hosts' must be a map of roles, found an empty one\n");
  }

  TEST_CASE("a pinned host key has a type and a key") {
    CHECK(complaints(one_host("{address: a, host_key: \"ssh-ed25591 AAAA\"}")) ==
          "r.yaml:4:32: 'ssh-ed25591' is no type of a host key (write \"ssh-ed25519 AAAA…\") (did you mean "
          "'ssh-ed25519'?)\n");
    CHECK(complaints(one_host("{address: a, host_key: ssh-rsa}")) ==
          "r.yaml:4:32: host key 'ssh-rsa' is incomplete (write \"ssh-rsa AAAA…\")\n");
  }

  TEST_CASE("a file that isn't there is named") {
    const load::Sources nothing = [](const std::string&) { return Result<std::optional<std::string>>{std::nullopt}; };
    const auto loaded = load::load_roster("gone.yaml", nothing, {});
    CHECK(messages(loaded.diagnostics) == std::vector<std::string>{"gone.yaml: no such file"});
    CHECK_FALSE(loaded.value);
  }

  TEST_CASE("a file without a known ending is taken for YAML or an inventory by its first words") {
    CHECK(load_text("# labs\ncandidates: [{id: a, hosts: {lb: x}}]\n", "roster").value);
    CHECK(load_text("# labs\n[lb]\nx\n", "hosts").value);
  }
}
