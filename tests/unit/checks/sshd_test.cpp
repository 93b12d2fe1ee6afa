#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

const Value any = Value::object();

std::string effective(std::string_view options, std::string_view further = "running=no\n") {
  return fmt::format("exists=yes\nvalid=yes\noptions={}\n{}end=\n", in_hex(options), further);
}

}  // namespace

TEST_SUITE("checks/sshd") {
  TEST_CASE("a real server's options; it has read its files") {
    const auto facts = facts_of("sshd", any, recorded("debian-12/sshd-fresh"));
    CHECK(facts["exists"] == true);
    CHECK(facts["valid"] == true);
    CHECK(facts["options"]["port"] == Value{"22"});
    CHECK(facts["options"]["permitrootlogin"] == "yes");
    CHECK(facts["options"]["listenaddress"].size() == 2);
    CHECK_FALSE(facts["options"].contains("allowusers"));
    CHECK(facts["running"] == true);
    CHECK(facts["reload_needed"] == false);
  }

  TEST_CASE("a file that changed since is told; the options are the files'") {
    const auto facts = facts_of("sshd", any, recorded("debian-12/sshd-changed"));
    CHECK(facts["options"]["allowusers"] == Value{"root", "nina"});
    CHECK(facts["options"]["passwordauthentication"] == "yes");
    CHECK(facts["reload_needed"] == true);
  }

  TEST_CASE("Match blocks count for the logins that they match") {
    CHECK(facts_of("sshd", any, recorded("debian-12/sshd-match"))["options"]["passwordauthentication"] == "no");
    CHECK(script_of("sshd", any).arguments ==
          std::vector<std::string>{"/etc/ssh/sshd_config", "user=labcheck-nobody,host=host.invalid,addr=192.0.2.1"});
    CHECK(script_of("sshd", {{"user", "nina"}, {"address", "10.0.0.1"}, {"local_port", 2222}}).arguments[1] ==
          "user=nina,host=host.invalid,addr=10.0.0.1,lport=2222");
  }

  TEST_CASE("a configuration that sshd refuses is a fact, and so is one that is absent") {
    const auto facts = facts_of("sshd", any, recorded("debian-12/sshd-broken"));
    CHECK(facts["valid"] == false);
    CHECK(facts["problem"] == "/etc/ssh/sshd_config.d/exam.conf line 1: unsupported option \"maybe\".");
    CHECK_FALSE(facts.contains("options"));
    CHECK(facts["running"] == true);
    CHECK(facts_of("sshd", any, recorded("debian-12/sshd-missing")) == Value{{"exists", false}});
  }

  TEST_CASE("a server that doesn't run has read nothing") {
    const auto facts = facts_of("sshd", any, answered(effective("port 22\npermitrootlogin no\nport 2222\n")));
    CHECK(facts["options"]["port"] == Value{"22", "2222"});
    CHECK(facts["running"] == false);
    CHECK_FALSE(facts.contains("reload_needed"));
  }

  TEST_CASE("cut and odd answers are errors") {
    const auto whole = recorded("debian-12/sshd-broken").out;
    for (std::size_t size = 0; size < whole.size(); ++size) {
      CHECK_FALSE(find_check_type("sshd")->read(any, answered(whole.substr(0, size))));
    }
    CHECK(message_of("sshd", any, answered(effective("port 22\n"))) ==
          "sshd -T gives neither port nor permitrootlogin");
    CHECK(message_of("sshd", any, answered(effective("Port 22\n"))) == "sshd -T gives 'Port 22', which is no option");
    CHECK(message_of("sshd", any, answered(effective("port 22\npermitrootlogin no\n", "running=yes\n"))) ==
          "the host's answer has no 'reload_needed'");
  }

  TEST_CASE("wrong parameters are told: a comma would add a condition") {
    const auto complaint = find_check_type("sshd")->complaint;
    CHECK(complaint({{"user", "a,addr=1"}}) == "'a,addr=1' is no user");
    CHECK(complaint({{"address", ""}}) == "'' is no host or address");
    CHECK(complaint({{"user", "${name}"}, {"address", "2001:db8::1"}}) == "");
  }
}
