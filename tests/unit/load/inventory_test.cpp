#include "load/inventory.hpp"

#include <doctest/doctest.h>

#include "roster_fixture.hpp"

using namespace roster_test;

namespace {

std::string ranges(const std::string& pattern) {
  const auto names = load::expand_ranges(pattern);
  return names ? fmt::format("{}", fmt::join(*names, " ")) : names.error().message;
}

const std::string lab = R"(# the lab
[lb]
balancer ansible_host=192.168.56.10 ansible_port=2222 labcheck_address=10.0.0.1  # the way in is forwarded

[web]
web[1:2].lab ansible_user="web admin"

[client]
me ansible_connection=local

[lab:children]
lb
web

[lab:vars]
ansible_user = ubuntu
ansible_ssh_private_key_file=/keys/lab
ansible_become=true

[all:vars]
ansible_user=nobody
http_port=80
)";

}  // namespace

TEST_SUITE("load/inventory") {
  TEST_CASE("groups that list hosts are roles of one candidate, with the nearest variables") {
    const auto loaded = load_text(lab, "hosts.ini");
    REQUIRE(messages(loaded.diagnostics).empty());
    REQUIRE(loaded.value);
    REQUIRE(loaded.value->candidates.size() == 1);
    CHECK(loaded.value->candidates[0].id == "lab");
    const auto& hosts = loaded.value->candidates[0].hosts;
    REQUIRE(hosts.size() == 4);
    CHECK(hosts[0].role == "lb");
    CHECK(hosts[0].connect_host == "192.168.56.10");
    CHECK(hosts[0].connect_port == 2222);
    CHECK(hosts[0].address == "10.0.0.1");
    CHECK(hosts[0].login.user == "ubuntu");
    CHECK(hosts[0].login.key == "/keys/lab");
    CHECK(hosts[0].login.sudo);
    CHECK(hosts[2].role == "web");
    CHECK(hosts[2].index == 1);
    CHECK(hosts[2].connect_host == "web2.lab");
    CHECK(hosts[2].connect_port == 22);
    CHECK(hosts[2].login.user == "web admin");
    CHECK(hosts[3].local);
    CHECK(hosts[3].login.user == "nobody");
    CHECK_FALSE(hosts[3].login.sudo);
  }

  TEST_CASE("a group may be one scenario's role") {
    const auto loaded = load_text("[client]\n10.0.0.1\n[junior/cloud-move/app]\n10.0.0.2\n", "hosts.ini");
    const auto messaged = messages(loaded.diagnostics);
    INFO(messaged);
    REQUIRE(loaded.value);
    CHECK(loaded.value->candidates.at(0).hosts.at(1).role == "junior/cloud-move/app");
  }

  TEST_CASE("hosts that name a candidate are that candidate's") {
    const auto loaded = load_text(R"([lb]
a labcheck_candidate=c01 labcheck_name=张三 labcheck_password_env=EXAM_PW
b labcheck_candidate=c02
[web]
c labcheck_candidate=c01 labcheck_seat=A-01
)",
                                  "hosts.ini");
    REQUIRE(loaded.value);
    REQUIRE(loaded.value->candidates.size() == 2);
    const auto& first = loaded.value->candidates[0];
    CHECK(first.id == "c01");
    CHECK(first.name == "张三");
    CHECK(first.seat == "A-01");
    REQUIRE(first.hosts.size() == 2);
    CHECK(first.hosts[0].login.password->reveal() == "sesame-1");
    CHECK(first.hosts[1].role == "web");
    CHECK(first.hosts[1].index == 0);
    CHECK(loaded.value->candidates[1].hosts[0].index == 0);
  }

  TEST_CASE("ranges are spelled out") {
    CHECK(ranges("web[1:3].lab") == "web1.lab web2.lab web3.lab");
    CHECK(ranges("n[08:10]") == "n08 n09 n10");
    CHECK(ranges("n[1:7:3]") == "n1 n4 n7");
    CHECK(ranges("db-[a:c]") == "db-a db-b db-c");
    CHECK(ranges("r[1:2]n[1:2]") == "r1n1 r1n2 r2n1 r2n2");
    CHECK(ranges("web") == "web");
    CHECK(ranges("web[3:1]") == "'web[3:1]' holds no range (write web[1:3])");
    CHECK(ranges("web[1:2:0]") == "'web[1:2:0]' holds no range (write web[1:3])");
    CHECK(ranges("web[1") == "'web[1' holds no range (write web[1:3])");
    CHECK(ranges("n[1:99999999]") == "'n[1:99999999]' stands for over 1000 hosts");
    CHECK(ranges("n[1:100]m[1:100]") == "'n[1:100]m[1:100]' stands for over 1000 hosts");
  }

  TEST_CASE("everything wrong in an inventory is told with its place") {
    CHECK(complaints(R"(stray
[lb]
a ansible_port=0 ansible_host="10.0.0.1 x
a
b 10.0.0.2
c ansible_connection=docker labcheck_candidat=c01
[web:var]
x=1
[web
)",
                     "h.ini") == R"(h.ini:1:1: host 'stray' stands in no group, so it has no role
h.ini:3:18: a quote is opened and never closed
h.ini:4:1: host 'a' stands in group 'lb' twice
h.ini:5:3: '10.0.0.2' is no NAME=VALUE
h.ini:7:1: '[web:var]' is no section (write [GROUP], [GROUP:vars] or [GROUP:children])
h.ini:9:1: a section without ']'
h.ini:3:31: '10.0.0.1 x' is no name or address of a host
h.ini:6:47: unknown variable 'labcheck_candidat' (did you mean 'labcheck_candidate'?)
h.ini:6:22: connection 'docker' is not supported (ssh or local)
)");
    CHECK(complaints("[lb]\n", "h.ini") == "h.ini: the inventory has no host\n");
    CHECK(complaints("[lb]\n\xFF\n", "h.ini") == "h.ini: invalid UTF-8 (save the file as UTF-8)\n");
  }

  TEST_CASE("a group's variable is complained of once, not at each of its hosts") {
    CHECK(complaints("[lb]\na\nb\n[lb:vars]\nansible_port=x\nansible_ssh_common_args=-J gate\n", "h.ini") ==
          "h.ini:6:25: warning: 'ansible_ssh_common_args' is not followed (jump hosts need a YAML roster)\n"
          "h.ini:5:14: 'x' is no port\n");
  }

  TEST_CASE("literal passwords need a file of one's own and are masked, templates are refused") {
    const Folder folder;
    const std::string text = "[lb]\na ansible_password='one two' ansible_become_pass=three\n[lb:vars]\nx=1\n";
    const auto open = folder.write("open.ini", text, 0644);
    CHECK(messages(load::load_roster(open, load::disk_sources(), {}).diagnostics)[0].starts_with(
        open + ":2:20: a literal secret in a file that others can read (mode 0644): chmod 600 " + open));
    const auto loaded = load::load_roster(folder.write("own.ini", text, 0600), load::disk_sources(), {});
    REQUIRE(loaded.value);
    CHECK(loaded.value->candidates[0].hosts[0].login.password->reveal() == "one two");
    CHECK(loaded.value->candidates[0].hosts[0].login.sudo_password->reveal() == "three");
    CHECK(loaded.value->sources[0].text ==
          "[lb]\na ansible_password=[secret] ansible_become_pass=[secret]\n[lb:vars]\nx=1\n");
    CHECK(complaints("[lb]\na ansible_password=\"{{ vault }}\"\n", "h.ini") ==
          "h.ini:2:20: 'ansible_password' must be a text without templates (or name an environment variable: "
          "labcheck_password_env=NAME)\n");
  }
}
