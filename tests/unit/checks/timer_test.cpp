#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

const Value backup = {{"name", "backup"}};

Value timer(const std::string& properties, const std::string& further = "") {
  return facts_of("timer", backup, answered("timer=" + in_hex(properties) + "\n" + further + "end=\n"));
}

const std::string quiet =
    "Id=b.timer\nLoadState=loaded\nActiveState=inactive\nUnitFileState=disabled\nUnit=b.service\nPersistent=no\n"
    "LastTriggerUSec=\nNextElapseUSecRealtime=\n";

}  // namespace

TEST_SUITE("checks/timer") {
  TEST_CASE("a real timer with two times and a span, and what it starts") {
    auto parameters = backup;
    parameters["calendar"] = "02:30";
    const auto facts = facts_of("timer", parameters, recorded("debian-12/timer-backup"));
    CHECK(facts["exists"] == true);
    CHECK(facts["active"] == true);
    CHECK(facts["enabled"] == true);
    CHECK(facts["calendar"] == Value{"*-*-* 02:30:00", "Mon..Fri *-*-* 07:00:00"});
    CHECK(facts["on_calendar"] == true);
    CHECK(facts["spans"] == Value{"OnBootSec=15min"});
    CHECK(facts["persistent"] == true);
    CHECK(facts["unit"] == "backup.service");
    CHECK(facts["unit_exists"] == true);
    CHECK(facts["commands"] == Value{"/bin/echo a b; c d", "/usr/bin/test -e /x"});
    CHECK(facts["next"].get<std::string>().ends_with("T02:30:00Z"));
    CHECK_FALSE(facts.contains("last"));
  }

  TEST_CASE("one that has struck tells when, and how its unit ended") {
    const auto facts = facts_of("timer", backup, recorded("debian-12/timer-struck"));
    CHECK(facts["last"].get<std::string>().ends_with("Z"));
    CHECK(facts["result"] == "success");
  }

  TEST_CASE("a timer that systemd doesn't know is a fact; so is one whose unit is missing") {
    CHECK(facts_of("timer", backup, recorded("debian-12/timer-missing")) ==
          Value{{"exists", false}, {"active", false}, {"enabled", false}});
    const auto facts = timer(quiet, "unit=" + in_hex("LoadState=not-found\nResult=success\n") + "\n");
    CHECK(facts["active"] == false);
    CHECK(facts["enabled"] == false);
    CHECK(facts["unit_exists"] == false);
    CHECK(facts["commands"].empty());
  }

  TEST_CASE("masked and refused timers are there and wait for nothing") {
    CHECK(timer("LoadState=masked\n")["unit_file_state"] == "masked");
    CHECK(timer("LoadState=bad-setting\n")["active"] == false);
  }

  TEST_CASE("output cut in the middle is no fact") {
    auto parameters = backup;
    parameters["calendar"] = "02:30";
    const auto whole = recorded("debian-12/timer-backup").out;
    for (std::size_t size = 0; size < whole.size(); ++size) {
      CHECK_FALSE(find_check_type("timer")->read(parameters, answered(whole.substr(0, size))));
    }
  }

  TEST_CASE("what is not as systemd prints it is an error") {
    const auto message = [](const std::string& properties) {
      return message_of("timer", backup, answered("timer=" + in_hex(properties) + "\nend=\n"));
    };
    CHECK(message("LoadState=lost\n") == "systemd says LoadState=lost, which labcheck doesn't know");
    CHECK(message("nonsense\n") == "systemctl show gives 'nonsense', which is no property");
    CHECK(message("LoadState=loaded\n") == "systemctl show gives no ActiveState");
    CHECK(message("LoadState=loaded\nLoadState=loaded\n") == "systemctl show gives several LoadState");
    CHECK(message(quiet + "TimersCalendar=daily\n") == "a timer's calendar is 'daily'");
    CHECK(message(quiet + "TimersMonotonic={ x ; next_elapse=1 }\n") == "a timer's span is '{ x ; next_elapse=1 }'");
  }

  TEST_CASE("a command's own words can't end it") {
    const auto facts = timer(quiet, "unit=" +
                                        in_hex("LoadState=loaded\nResult=success\nExecStart={ path=/a ; argv[]=/a ; "
                                               "ignore_errors=x ; ignore_errors=no ; pid=0 }\n") +
                                        "\n");
    CHECK(facts["commands"] == Value{"/a ; ignore_errors=x"});
  }

  TEST_CASE("wrong parameters are told") {
    const auto complaint = find_check_type("timer")->complaint;
    CHECK(complaint({{"name", "-H"}}) == "'-H' is no name of a systemd unit");
    CHECK(complaint({{"name", "a"}, {"calendar", "--help"}}) == "'--help' is no calendar expression");
    CHECK(complaint({{"name", "a"}, {"calendar", "Mon..Fri 02:30"}}) == "");
    CHECK(script_of("timer", {{"name", "a"}}).arguments.front() == "a.timer");
    CHECK(script_of("timer", {{"name", "a.timer"}}).arguments.front() == "a.timer");
  }
}
