#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

const Value unit = {{"unit", "job.service"}};

Answer entries(const std::string& lines) {
  return answered("persistent=yes\nentries=" + in_hex(lines) + "\nend=\n");
}

std::vector<std::string> arguments(const Value& parameters) {
  return script_of("journal", parameters).arguments;
}

}  // namespace

TEST_SUITE("checks/journal") {
  TEST_CASE("the entries of a unit in systemd 252, bytes that are no text among them") {
    const auto facts = facts_of("journal", unit, recorded("debian-12/journal-unit"));
    CHECK(facts["persistent"] == true);
    CHECK(facts["count"] == 5);
    CHECK(facts["messages"][1] == "it broke");
    CHECK(facts["messages"][3] ==
          "\xEF\xBF\xBD"
          "bad");
    CHECK(facts["last"]["message"] == "job.service: Deactivated successfully.");
    CHECK(facts["last"]["unit"] == "init.scope");
    const auto errors = facts_of("journal", unit, recorded("debian-12/journal-errors"));
    CHECK(errors["last"] == Value{{"message", "it broke"},
                                  {"identifier", "sh"},
                                  {"unit", "job.service"},
                                  {"priority", "err"},
                                  {"time", 1796002438}});
    CHECK(facts_of("journal", unit, recorded("debian-12/journal-pattern"))["last"]["priority"] == "warning");
  }

  TEST_CASE("no entry is a fact") {
    CHECK(facts_of("journal", unit, recorded("debian-12/journal-none")) ==
          Value{{"persistent", true}, {"count", 0}, {"messages", Value::array()}});
  }

  TEST_CASE("what is asked for becomes options") {
    CHECK(arguments({{"unit", "nginx.service"}, {"priority", "err"}, {"minutes", 5}}) ==
          std::vector<std::string>{"--boot", "--unit=nginx.service", "--priority=err", "--since=-5min"});
    CHECK(arguments({{"pattern", "a b$"}, {"all_boots", true}}) ==
          std::vector<std::string>{"--grep=a b$", "--case-sensitive=yes"});
  }

  TEST_CASE("of a field with several values the last counts; one that is too large is empty") {
    const auto facts =
        facts_of("journal", unit,
                 entries("{\"__REALTIME_TIMESTAMP\":\"1000000\",\"MESSAGE\":[\"a\",\"b\"],\"PRIORITY\":\"9\"}\n"
                         "{\"__REALTIME_TIMESTAMP\":\"2000000\",\"MESSAGE\":null}"));
    CHECK(facts["messages"] == Value{"b", ""});
    CHECK(facts["last"]["time"] == 2);
    CHECK_FALSE(facts["last"].contains("priority"));
  }

  TEST_CASE("a message can't forge an entry; what is cut is no fact") {
    const std::string line = "{\"__REALTIME_TIMESTAMP\":\"1\",\"MESSAGE\":\"x\\n{}\\u0000\"}";
    CHECK(facts_of("journal", unit, entries(line))["count"] == 1);
    for (std::size_t size = 1; size < line.size(); ++size) {
      CAPTURE(size);
      CHECK(message_of("journal", unit, entries(line.substr(0, size))) != "");
    }
    CHECK(message_of("journal", unit, entries("{\"__REALTIME_TIMESTAMP\":1}")) ==
          "journalctl gives '{\"__REALTIME_TIMESTAMP\":1}', no entry");
    CHECK(message_of("journal", unit, entries("[]")) == "journalctl gives '[]', no entry");
    CHECK(message_of("journal", unit, entries(std::string(200, '['))) != "");
    CHECK(message_of("journal", unit, answered("persistent=yes\nentries=\n")) == "the host's answer is cut off");
    CHECK(message_of("journal", unit, answered("persistent=no\nhidden=yes\nend=\n")) ==
          "the whole journal is seen only by root: log in as root or use sudo");
    CHECK(message_of("journal", unit, answered("missing=journalctl\nend=\n")) ==
          "the host has no 'journalctl', which labcheck needs for this");
  }

  TEST_CASE("parameters that mean nothing are named") {
    const auto* type = find_check_type("journal");
    CHECK(type->complaint({{"unit", "a b"}}) == "'a b' is no name of a systemd unit");
    CHECK(type->complaint({{"identifier", "a b"}}) == "'a b' is no name of an identifier");
    CHECK(type->complaint({{"pattern", ""}}) == "an empty pattern leaves nothing out");
    CHECK(type->complaint({{"minutes", 0}}) == "minutes must be 1 or more");
  }
}
