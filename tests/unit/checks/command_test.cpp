#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

std::string complaint(const Value& parameters) {
  return find_check_type("command")->complaint(parameters);
}

}  // namespace

TEST_SUITE("checks/command") {
  TEST_CASE("a program's arguments reach it byte for byte") {
    const auto facts = facts_here("command", {{"argv", {"printf", "%s|", "a b", "$(id)", "-n", "it's", "*", 3, true}}});
    CHECK(facts["out"] == "a b|$(id)|-n|it's|*|3|true|");
    CHECK(facts["status"] == 0);
  }

  TEST_CASE("a program that is not there is a fact with status 127") {
    CHECK(facts_here("command", {{"argv", {"no_such_program"}}})["status"] == 127);
  }

  TEST_CASE("a script finds its arguments in positional parameters and nothing on standard input") {
    const auto facts =
        facts_here("command", {{"run", "cat; echo \"$2\"; echo oops >&2; exit 3"}, {"arguments", {"a", 7}}});
    CHECK(facts["out"] == "7");
    CHECK(facts["err"] == "oops");
    CHECK(facts["status"] == 3);
  }

  TEST_CASE("output is read as text without its last newlines, as lines and as JSON") {
    const auto facts = facts_of("command", Value::object(), answered("{\"a\":\n1}\n\n"));
    CHECK(facts["out"] == "{\"a\":\n1}");
    CHECK(facts["lines"] == Value{"{\"a\":", "1}"});
    CHECK(facts["json"] == Value{{"a", 1}});
    const auto silent = facts_of("command", Value::object(), answered(""));
    CHECK(silent["out"] == "");
    CHECK(silent["lines"] == Value::array());
    CHECK_FALSE(silent.contains("json"));
    CHECK(facts_of("command", Value::object(), answered("a\n\nb\xff\n"))["lines"] == Value{"a", "", "b\xEF\xBF\xBD"});
  }

  TEST_CASE("a killed command has no facts") {
    Answer killed;
    killed.out = "all is well\n";
    CHECK(message_of("command", Value::object(), killed) == "the command ended with no exit status");
  }

  TEST_CASE("a command is either argv or a script") {
    CHECK(complaint(Value::object()) == "one of argv and run is needed");
    CHECK(complaint({{"argv", {"a"}}, {"run", "b"}}) == "one of argv and run is needed");
    CHECK(complaint({{"argv", Value::array()}}) == "argv is empty: it begins with the program's name");
    CHECK(complaint({{"argv", {"a"}}, {"arguments", {"b"}}}) == "arguments belong to run, not to argv");
    CHECK(complaint({{"argv", {"a"}}}) == "");
  }
}
