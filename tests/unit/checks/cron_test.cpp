#include <doctest/doctest.h>

#include "checks/system/cron/jobs.hpp"
#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

std::string table(const std::string& file, const std::string& owner, const std::string& text) {
  return "table=" + in_hex(file) + "\nowner=" + in_hex(owner) + "\ncontent=" + in_hex(text + ".") + "\n";
}

std::string answer_of(const std::string& tables, bool running = true) {
  return fmt::format("running={}\nusers={}\n{}end=\n", running ? "yes" : "no", in_hex("root\nnina\n"), tables);
}

Value cron(const std::string& tables, const Value& parameters = Value::object()) {
  return facts_of("cron", parameters, answered(answer_of(tables)));
}

/// The one spelling of a schedule, or what is wrong with it.
std::string normal(std::string_view schedule) {
  const auto read = checks::read_schedule(schedule);
  return read ? read->normal() : "refused";
}

}  // namespace

TEST_SUITE("checks/cron") {
  TEST_CASE("every way to write the same times is one") {
    CHECK(normal("30 2 * * *") == "30 2 * * *");
    CHECK(normal("30\t02  *  * *") == "30 2 * * *");
    CHECK(normal("*/15 * * * *") == "0,15,30,45 * * * *");
    CHECK(normal("45,0,15-30/15 * * * *") == "0,15,30,45 * * * *");
    CHECK(normal("0-59 0-23 1-31 1-12 0-7") == "* * * * *");
    CHECK(normal("0 0 * JAN-mar Mon-fri") == "0 0 * 1,2,3 1,2,3,4,5");
    CHECK(normal("0 0 * * 7") == "0 0 * * 0");
    CHECK(normal("@daily") == "0 0 * * *");
    CHECK(normal("@weekly") == "0 0 * * 0");
    CHECK(normal("@reboot") == "@reboot");
  }

  TEST_CASE("what cron refuses is no schedule") {
    for (const auto* wrong : {"", "* * * *", "* * * * * *", "60 * * * *", "5/2 * * * *", "* 24 * * *", "* * 0 * *",
                              "9-5 * * * *", "*/0 * * * *", "-1 * * * *", "a * * * *", "* * * * 8", "1,,2 * * * *",
                              "@fortnightly", "1.5 * * * *", "* * * * sunday"}) {
      CAPTURE(wrong);
      CHECK(normal(wrong) == "refused");
    }
  }

  TEST_CASE("both kinds of day narrowed down: one is enough, unless a field begins with a star") {
    CHECK(checks::read_schedule("0 0 13 * 5")->either_day);
    CHECK_FALSE(checks::read_schedule("0 0 */2 * 5")->either_day);
    CHECK_FALSE(checks::read_schedule("0 0 13 * *")->either_day);
  }

  TEST_CASE("a program is run, not merely named") {
    CHECK(checks::runs_program("/usr/local/bin/backup.sh", "/usr/local/bin/backup.sh"));
    CHECK(checks::runs_program("cd / && nice -n 10 /opt/b.sh >/dev/null 2>&1", "/opt/b.sh"));
    CHECK(checks::runs_program("test -x /opt/b.sh && A=1 /opt/b.sh daily", "/opt/b.sh"));
    CHECK(checks::runs_program("/bin/bash /opt/b.sh", "/opt/b.sh"));
    CHECK(checks::runs_program("bash -c '/opt/b.sh; true'", "/opt/b.sh"));
    CHECK(checks::runs_program("[ -e /x ] || { /opt/b.sh; }", "/opt/b.sh"));
    CHECK(checks::runs_program("/usr/sbin/ntpdate pool", "ntpdate"));
    CHECK(checks::runs_program("/opt/b.sh daily now", "/opt/b.sh daily"));
    CHECK_FALSE(checks::runs_program("/opt/b.sh weekly", "/opt/b.sh daily"));
    CHECK_FALSE(checks::runs_program("echo /opt/b.sh", "/opt/b.sh"));
    CHECK_FALSE(checks::runs_program("true # /opt/b.sh", "/opt/b.sh"));
    CHECK_FALSE(checks::runs_program("test -x /opt/b.sh", "/opt/b.sh"));
    CHECK_FALSE(checks::runs_program("/opt/b.sh.old", "/opt/b.sh"));
    CHECK_FALSE(checks::runs_program("", "/opt/b.sh"));
  }

  TEST_CASE("a real host's tables: its own jobs, a user's, and those that its cron ignores, as its journal says") {
    const auto facts = facts_of("cron", Value::object(), recorded("debian-12/cron-tables"));
    CHECK(facts["running"] == true);
    const auto ran = facts_of("cron", {{"command", "touch"}}, recorded("debian-12/cron-tables"));
    std::vector<std::string> commands;
    for (const auto& job : ran["jobs"]) {
      commands.push_back(job["command"]);
    }
    std::sort(commands.begin(), commands.end());
    CHECK(commands == std::vector<std::string>{"touch /tmp/ran.a", "touch /tmp/ran.env", "touch /tmp/ran.esc%x",
                                               "touch /tmp/ran.good", "touch /tmp/ran.link", "touch /tmp/ran.names"});
    CHECK(facts["ignored"].size() == 11);
    const auto daily = facts_of("cron", {{"command", "/etc/cron.daily/dpkg"}}, recorded("debian-12/cron-tables"));
    CHECK(daily["schedules"] == Value{"25 6 * * *"});
    CHECK(daily["jobs"][0]["period"] == "daily");
    CHECK(daily["daily_at"] == Value{"06:25"});
  }

  TEST_CASE("jobs are chosen by user, program and times") {
    const auto tables =
        table("/etc/cron.d/b", "", "30 02 * * * root /opt/b.sh\n0 4 * * mon nina /opt/b.sh\n") +
        table("/var/spool/cron/crontabs/nina", "nina", "MAILTO=\"\"\n*/30 1 * * * /opt/c.sh 10\\% %in\n");
    const auto root = cron(tables, {{"user", "root"}, {"command", "/opt/b.sh"}, {"schedule", "30 2 * * *"}});
    CHECK(root["exists"] == true);
    CHECK(root["daily_at"] == Value{"02:30"});
    CHECK(root["jobs"][0]["minutes"] == Value{30});
    CHECK(root["jobs"][0]["file"] == "/etc/cron.d/b");
    CHECK(cron(tables, {{"user", "nina"}, {"command", "/opt/b.sh"}})["schedules"] == Value{"0 4 * * 1"});
    CHECK(cron(tables, {{"user", "nina"}, {"schedule", "30 2 * * *"}})["exists"] == false);
    const auto users = cron(tables, {{"command", "/opt/c.sh"}});
    CHECK(users["jobs"][0]["command"] == "/opt/c.sh 10%");
    CHECK(users["daily_at"] == Value{"01:00", "01:30"});
    CHECK(cron("")["exists"] == false);
  }

  TEST_CASE("times of a job that runs every minute are not listed") {
    CHECK_FALSE(cron(table("/x", "root", "* * * * * a\n")).contains("daily_at"));
  }

  TEST_CASE("one bad line, an unknown user or a last line without a newline and cron ignores the table") {
    for (const auto* text :
         {"* * * * * root a\n61 * * * * root b\n", "* * * * * root a", "* * * * * nosuch a\n", "* * * * * root\n"}) {
      CAPTURE(text);
      const auto facts = cron(table("/etc/cron.d/b", "", text));
      CHECK(facts["exists"] == false);
      CHECK(facts["ignored"].size() == 1);
    }
  }

  TEST_CASE("where anacron runs the scripts of a day, no time is told") {
    const auto script = "daily=" + in_hex("/etc/cron.daily/x") + "\n";
    const auto runner = table("/etc/crontab", "", "25 6 * * * root run-parts /etc/cron.daily\n");
    CHECK(cron(runner + script, {{"command", "/etc/cron.daily/x"}})["schedules"] == Value{"25 6 * * *"});
    const auto facts = cron(runner + script + "anacron=yes\n", {{"command", "/etc/cron.daily/x"}});
    CHECK(facts["exists"] == true);
    CHECK(facts["schedules"].empty());
  }

  TEST_CASE("this machine's jobs are read") {
    CHECK(facts_here("cron", {{"schedule", "1 1 30 2 *"}})["exists"] == false);
  }

  TEST_CASE("cut and odd answers are errors") {
    const auto whole = answer_of(table("/x", "root", "* * * * * a\n"));
    for (std::size_t size = 0; size < whole.size(); ++size) {
      CHECK_FALSE(find_check_type("cron")->read(Value::object(), answered(whole.substr(0, size))));
    }
    const Value any = Value::object();
    CHECK(message_of("cron", any, answered(answer_of("table=2f\nend=\n"))) != "");
    CHECK(message_of("cron", any, answered(answer_of("table=2f78\nowner=\ncontent=61\n"))) ==
          "/x can't be read by this login");
    CHECK(message_of("cron", any, answered(answer_of("table=zz\nowner=\ncontent=\n"))) ==
          "the host's answer has a table that is not in hex");
  }

  TEST_CASE("wrong parameters are told") {
    const auto complaint = find_check_type("cron")->complaint;
    CHECK(complaint({{"schedule", "61 * * * *"}}) ==
          "'61 * * * *' is no schedule of cron (minute, hour, day, month, weekday)");
    CHECK(complaint({{"user", "-x"}}) == "'-x' is no user");
    CHECK(complaint({{"command", ""}}) == "command is empty");
    CHECK(complaint({{"schedule", "${when}"}}) == "");
  }
}
