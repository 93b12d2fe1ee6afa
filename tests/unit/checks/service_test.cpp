#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

const Value named = {{"name", "x"}};

std::string unit(std::string_view state, std::string_view sub_state, std::string_view unit_file_state,
                 std::string_view further = "") {
  return fmt::format(
      "MainPID=0\nId=x.service\nLoadState=loaded\nActiveState={}\nSubState={}\nUnitFileState={}\n"
      "ActiveEnterTimestamp=\n{}end=\n",
      state, sub_state, unit_file_state, further);
}

Value read_unit(std::string_view state, std::string_view sub_state, std::string_view unit_file_state,
                std::string_view further = "") {
  return facts_of("service", named, answered(unit(state, sub_state, unit_file_state, further)));
}

}  // namespace

TEST_SUITE("checks/service") {
  TEST_CASE("the first of several names that exists is looked at") {
    CHECK(facts_of("service", named, recorded("debian-12/service-running")) ==
          Value{{"exists", true},
                {"name", "ssh.service"},
                {"running", true},
                {"enabled", true},
                {"state", "active"},
                {"sub_state", "running"},
                {"unit_file_state", "enabled"},
                {"main_pid", 87},
                {"program", "/usr/sbin/sshd"},
                {"since", "2026-11-24T22:35:32Z"}});
  }

  TEST_CASE("a unit that systemd does not know is a fact") {
    CHECK(facts_of("service", named, recorded("debian-12/service-missing")) ==
          Value{{"exists", false}, {"running", false}, {"enabled", false}, {"state", "not-found"}});
  }

  TEST_CASE("stopped, masked and merely finished units are there but do not run") {
    const auto stopped = facts_of("service", named, recorded("debian-12/service-stopped"));
    CHECK(stopped["exists"] == true);
    CHECK(stopped["running"] == false);
    CHECK(stopped["enabled"] == false);
    CHECK_FALSE(stopped.contains("main_pid"));
    CHECK_FALSE(stopped.contains("since"));
    CHECK(facts_of("service", named, recorded("debian-12/service-masked"))["unit_file_state"] == "masked");
    const auto oneshot = facts_of("service", named, recorded("debian-12/service-oneshot"));
    CHECK(oneshot["state"] == "active");
    CHECK(oneshot["running"] == false);
  }

  TEST_CASE("only what starts at every boot is enabled") {
    CHECK(read_unit("active", "running", "enabled-runtime")["enabled"] == false);
    CHECK(read_unit("active", "running", "static")["enabled"] == false);
    CHECK(read_unit("active", "running", "generated", "is_enabled=enabled\n")["enabled"] == true);
    CHECK(read_unit("active", "running", "generated", "is_enabled=disabled\n")["enabled"] == false);
  }

  TEST_CASE("output cut in the middle is no fact") {
    const auto whole = unit("active", "running", "enabled");
    for (std::size_t size = 0; size < whole.size(); ++size) {
      CAPTURE(size);
      CHECK_FALSE(find_check_type("service")->read(named, answered(whole.substr(0, size))));
    }
  }

  TEST_CASE("missing, doubled and absurd properties are no facts") {
    CHECK(message_of("service", named, answered("LoadState=loaded\nId=x\nend=\n")) ==
          "the host's answer has no 'ActiveState'");
    CHECK(message_of("service", named, answered("LoadState=loaded\nLoadState=not-found\nend=\n")) ==
          "the host's answer has 'LoadState' more than once");
    CHECK(message_of("service", named, answered("LoadState=lost\nend=\n")) ==
          "systemd says LoadState=lost, which labcheck doesn't know");
    const auto with = [](std::string_view line) {
      return fmt::format(
          "Id=x\nLoadState=loaded\nActiveState=active\nSubState=running\nUnitFileState=enabled\n{}end=\n", line);
    };
    CHECK(message_of("service", named, answered(with("ActiveEnterTimestamp=\nMainPID=1e3\n"))) ==
          "'MainPID' in the host's answer is '1e3', no whole number");
    CHECK(message_of("service", named, answered(with("ActiveEnterTimestamp=yesterday\nMainPID=1\n"))) ==
          "systemd's time is 'yesterday'");
  }

  TEST_CASE("a program that only root sees is an error until it is not asked for") {
    const auto hidden = unit("active", "running", "enabled", "hidden=yes\n");
    CHECK(message_of("service", named, answered(hidden)) ==
          "the service's program is seen only by root: log in as root, use sudo, or set 'program: false'");
    CHECK(script_of("service", {{"name", "x"}, {"program", false}}).arguments == std::vector<std::string>{"no", "x"});
  }

  TEST_CASE("a host without systemd gives no answer") {
    CHECK(message_of("service", named, answered("trouble=systemctl can't ask systemd\nend=\n")) ==
          "systemctl can't ask systemd");
  }

  TEST_CASE("a program's bytes cannot forge a line") {
    const auto facts = read_unit("active", "running", "enabled", "program=" + in_hex("/x\nrunning=yes") + "\n");
    CHECK(facts["program"] == "/x\nrunning=yes");
  }

  TEST_CASE("an option, a pattern and an empty list are no names") {
    const auto* type = find_check_type("service");
    CHECK(type->complaint({{"name", "-H"}}) == "'-H' is no name of a systemd unit");
    CHECK(type->complaint({{"name", {"a", "b*"}}}) == "'b*' is no name of a systemd unit");
    CHECK(type->complaint({{"name", Value::array()}}) == "the list of names is empty");
    CHECK(type->complaint({{"name", "getty@tty1.service"}}) == "");
  }
}
