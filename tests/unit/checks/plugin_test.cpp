#include <doctest/doctest.h>

#include "checks/system/perfdata.hpp"
#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks;
using namespace labcheck::checks::test;

namespace {

const Value disk = {{"argv", {"check_disk", "-w", "1%"}}};

Value kept(std::string_view name, int status) {
  auto answer = recorded("debian-12/plugin-" + std::string{name});
  answer.status = status;
  return facts_of("plugin", disk, answer);
}

Value printed(std::string_view out) {
  return facts_of("plugin", disk, answered(out));
}

}  // namespace

TEST_SUITE("checks/plugin") {
  TEST_CASE("text, state and figures of the monitoring plugins 2.3") {
    const auto load = kept("load", 0);
    CHECK(load["state"] == "OK");
    CHECK(load["status"] == 0);
    CHECK(load["text"].get<std::string>().starts_with("LOAD OK - total load average:"));
    CHECK(load["perfdata"]["load1"]["warn"] == "50.000");
    CHECK(load["perfdata"]["load15"]["min"] == 0);
    const auto space = kept("disk", 0);
    CHECK(space["perfdata"]["/"]["unit"] == "B");
    CHECK(space["perfdata"]["/"]["max"].is_number());
    const auto procs = kept("procs-warning", 1);
    CHECK(procs["state"] == "WARNING");
    CHECK(procs["perfdata"]["procs"]["crit"] == "0:9999");
  }

  TEST_CASE("figures: labels in quotes, units, ranges, one that could not be told") {
    CHECK(read_perfdata("'a b''c=d'=-1.5%;@10:20;~:5;0;100 x=U") ==
          Value{{"a b'c=d",
                 {{"value", -1.5}, {"unit", "%"}, {"warn", "@10:20"}, {"crit", "~:5"}, {"min", 0.0}, {"max", 100.0}}},
                {"x", Value::object()}});
    CHECK(read_perfdata("") == Value::object());
    for (const auto* wrong :
         {"x", "=1", "x=", "x=1,5", "x=1;a", "x=1;;;y", "x=1 x=2", "'x=1", "x=1;;;;;;", "x=--1", "x=1 y"}) {
      CAPTURE(wrong);
      CHECK_FALSE(read_perfdata(wrong));
    }
  }

  TEST_CASE("several lines: the first is the text, figures stand behind the bars") {
    const auto facts = printed("DISK OK | /=1MB\n/ is fine\n/var is fine | /var=2MB\n/tmp=3MB\n");
    CHECK(facts["text"] == "DISK OK");
    CHECK(facts["more"] == "/ is fine\n/var is fine ");
    CHECK(facts["perfdata"]["/tmp"]["value"] == 3);
    CHECK(facts["perfdata"].size() == 3);
  }

  TEST_CASE("figures that break the form are none, the state stays") {
    const auto facts = printed("OK | load=1,5\n");
    CHECK(facts["state"] == "OK");
    CHECK_FALSE(facts.contains("perfdata"));
  }

  TEST_CASE("a plugin that could not tell, died, is none or printed nothing tells nothing") {
    CHECK(message_of("plugin", disk, answered("UNKNOWN: hm\n", 3)) ==
          "the plugin could not tell (UNKNOWN): UNKNOWN: hm");
    CHECK(message_of("plugin", disk, answered("x\n", 126)) == "status 126 is none of a plugin's (0-3): x");
    CHECK(message_of("plugin", disk, answered("\n", 0)) == "the plugin printed nothing");
    auto killed = answered("OK\n");
    killed.status.reset();
    CHECK(message_of("plugin", disk, killed) == "the plugin ended with no exit status");
    CHECK(message_of("plugin", {{"run", "x"}}, answered("", 127)) == "status 127 is none of a plugin's (0-3): ");
  }

  TEST_CASE("a plugin that the host doesn't have is a fact") {
    CHECK(facts_here("plugin", {{"argv", {"check_no_such_thing"}}}) == Value{{"exists", false}});
    CHECK(facts_here("plugin", {{"argv", {"/no/such/check"}}}) == Value{{"exists", false}});
  }

  TEST_CASE("a plugin of the scenario is sent and run with its arguments") {
    const auto facts =
        facts_here("plugin", {{"run", "echo \"$1 is $2 | n=$3\"; exit 2"}, {"arguments", {"a b", "*", 4}}});
    CHECK(facts["state"] == "CRITICAL");
    CHECK(facts["text"] == "a b is *");
    CHECK(facts["perfdata"]["n"]["value"] == 4);
  }

  TEST_CASE("hostile bytes stay text") {
    const auto facts = printed("OK \xff\x01 | 'x\xff'=1\n");
    CHECK(facts["text"] == "OK \xEF\xBF\xBD\x01");
    CHECK(facts["perfdata"].contains("x\xEF\xBF\xBD"));
  }

  TEST_CASE("wrong parameters are named") {
    const auto complaint = [](const Value& parameters) { return find_check_type("plugin")->complaint(parameters); };
    CHECK(complaint(Value::object()) == "one of argv and run is needed");
    CHECK(complaint({{"argv", {"a"}}, {"run", "x"}}) == "one of argv and run is needed");
    CHECK(complaint({{"argv", Value::array()}}) == "argv is empty: it begins with the plugin's name");
    CHECK(complaint({{"argv", {"a"}}, {"arguments", {"b"}}}) == "arguments belong to run, not to argv");
    CHECK(complaint({{"run", ""}}) == "run is empty");
  }
}
