#include "observe/known_hosts.hpp"

#include <doctest/doctest.h>

#include "observe/encoding.hpp"

using namespace labcheck::observe;
using Standing = KnownHosts::Standing;

namespace {

/// A key's blob: its type behind its length, then something.
std::string key(const std::string& type, const std::string& rest) {
  return std::string{"\0\0\0", 3} + static_cast<char>(type.size()) + type + rest;
}

const std::string one = key("ssh-ed25519", "one");
const std::string two = key("ssh-ed25519", "two");
const std::string rsa = key("ssh-rsa", "three");

std::string line(const std::string& names, const std::string& blob) {
  return names + " " + key_type(blob) + " " + base64(blob) + " comment\n";
}

KnownHosts known(const std::string& text) {
  KnownHosts hosts;
  hosts.read(text);
  return hosts;
}

}  // namespace

TEST_SUITE("observe/known_hosts") {
  TEST_CASE("plain names, lists of names, and ports") {
    const auto hosts = known("# comment\n\n" + line("lb,10.0.0.1", one) + line("[web]:2222", two));
    CHECK(hosts.standing("lb", 22, one) == Standing::known);
    CHECK(hosts.standing("LB", 22, one) == Standing::known);
    CHECK(hosts.standing("10.0.0.1", 22, one) == Standing::known);
    CHECK(hosts.standing("lb", 22, two) == Standing::changed);
    CHECK(hosts.standing("lb", 2222, one) == Standing::unknown);
    CHECK(hosts.standing("web", 2222, two) == Standing::known);
    CHECK(hosts.standing("web", 22, two) == Standing::unknown);
    CHECK(hosts.standing("lbx", 22, one) == Standing::unknown);
  }

  TEST_CASE("wildcards and exclusions") {
    const auto hosts = known(line("!gw.lab.example,*.lab.example,10.0.?.1", one) + line("[*.lab.example]:*", two));
    CHECK(hosts.standing("a.lab.example", 22, one) == Standing::known);
    CHECK(hosts.standing("a.b.lab.example", 22, one) == Standing::known);
    CHECK(hosts.standing("gw.lab.example", 22, one) == Standing::unknown);
    CHECK(hosts.standing("10.0.7.1", 22, one) == Standing::known);
    CHECK(hosts.standing("10.0.77.1", 22, one) == Standing::unknown);
    CHECK(hosts.standing("a.lab.example", 2200, two) == Standing::known);
  }

  TEST_CASE("a pattern of many stars takes no long time") {
    const auto hosts = known(line("*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b", one));
    CHECK(hosts.standing(std::string(2'000, 'a'), 22, one) == Standing::unknown);
  }

  TEST_CASE("hashed names") {
    const std::string salt = "12345678901234567890";
    const auto name = "|1|" + base64(salt) + "|" + base64(hmac_sha1(salt, "[web]:2222"));
    const auto hosts = known(line(name, one));
    CHECK(hosts.standing("web", 2222, one) == Standing::known);
    CHECK(hosts.standing("web", 2222, two) == Standing::changed);
    CHECK(hosts.standing("web", 22, one) == Standing::unknown);
    CHECK(known(line("|1|nonsense", one)).standing("web", 22, one) == Standing::unknown);
  }

  TEST_CASE("the hash is HMAC-SHA1") {
    CHECK(base64(hmac_sha1("Jefe", "what do ya want for nothing?")) ==
          "7/zfauXrL6LSdBbV8YTfnCWafHk=");  // RFC 2202, case 2
  }

  TEST_CASE("a key of another type than the known one is a change") {
    CHECK(known(line("lb", one)).standing("lb", 22, rsa) == Standing::changed);
    CHECK(known(line("lb", one) + line("lb", rsa)).standing("lb", 22, rsa) == Standing::known);
  }

  TEST_CASE("a revoked key is revoked wherever else it stands") {
    const auto hosts = known(line("lb", one) + "@revoked " + line("*", one));
    CHECK(hosts.standing("lb", 22, one) == Standing::revoked);
    CHECK(hosts.standing("lb", 22, two) == Standing::changed);
    CHECK(hosts.standing("other", 22, two) == Standing::unknown);
  }

  TEST_CASE("the known types are asked for first") {
    const auto hosts =
        known(line("lb", rsa) + line("lb", one) + line("lb", two) + "@revoked " + line("lb", key("x", "")));
    CHECK(hosts.types("lb", 22) == std::vector<std::string>{"ssh-rsa", "ssh-ed25519"});
    CHECK(hosts.types("web", 22).empty());
  }

  TEST_CASE("lines that can't be understood are left out") {
    const auto hosts = known("lb\nlb ssh-ed25519\nlb ssh-ed25519 ****\nlb ssh-rsa " + base64(one) +
                             "\n@cert-authority " + line("lb", one) + "@unknown\r\n");
    CHECK(hosts.standing("lb", 22, one) == Standing::unknown);
    CHECK(key_type("") == "");
    CHECK(key_type(std::string{"\xff\xff\xff\xff"
                               "abc",
                               7}) == "");
  }
}
