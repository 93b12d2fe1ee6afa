#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

std::string complaint(const Value& parameters) {
  return find_check_type("action")->complaint(parameters);
}

const Value stop = {{"service", "nginx"}, {"do", "stop"}, {"undo", "start"}, {"undo_after", 90'000}};

}  // namespace

TEST_SUITE("checks/action") {
  TEST_CASE("an action disrupts and is undone only when it says so") {
    const auto* type = find_check_type("action");
    CHECK(type->phase(stop) == Phase::disrupt);
    CHECK(type->undoes(stop));
    CHECK_FALSE(type->undoes({{"service", "nginx"}, {"do", "start"}}));
  }

  TEST_CASE("the host gets the service, the way back, whole seconds and a tag of its own, in a shell of its own") {
    const auto script =
        script_of("action", {{"service", "php8.2-fpm@a"}, {"do", "stop"}, {"undo", "start"}, {"undo_after", 1500}});
    CHECK(script.arguments == std::vector<std::string>{"php8.2-fpm@a", "stop", "start", "2", "php8_2e2_2dfpm_40a", ""});
    CHECK(script.alone);
  }

  TEST_CASE("the undo is the way back, taken only where this agent armed it, and arms nothing itself") {
    const auto* type = find_check_type("action");
    const auto undo = type->undo({{"service", "nginx"}, {"do", "stop"}, {"undo", "start"}, {"undo_after", 90'000}});
    REQUIRE(undo);
    const auto& script = std::get<Script>(*undo);
    CHECK(script.arguments == std::vector<std::string>{"nginx", "start", "", "90", "nginx", "if-armed"});
    CHECK(script.text.find("[ \"$only\" != if-armed ] || armed || { property ActiveState; result yes; }") <
          script.text.find("systemctl \"$what\""));
  }

  // An undo of a service that was never installed once said that it had not worked: the host was held to be left
  // changed, and nothing more was asked on it.
  TEST_CASE("where nothing was armed it is not asked whether there is such a service") {
    const auto text = script_of("action", stop).text;
    CHECK(text.find("!= if-armed ] || armed ||") < text.find("!= not-found ]"));
  }

  // The script once called a disarm that a slip had renamed: each way back was still taken when its time had come.
  TEST_CASE("every function that the script calls is there, once") {
    const auto text = script_of("action", stop).text;
    for (const char* function : {"\narmed() {", "\narm() {", "\ndisarm() {", "\nproperty() {", "\nresult() {"}) {
      const auto found = text.find(function);
      REQUIRE(found != std::string::npos);
      CHECK(text.find(function, found + 1) == std::string::npos);
    }
  }

  TEST_CASE("what was done is read with the state afterwards") {
    CHECK(facts_of("action", stop, answered("done=yes\nstate=inactive\nend=\n")) ==
          Value{{"done", true}, {"state", "inactive"}});
    CHECK(facts_of("action", stop, answered("done=no\nstate=not-found\nend=\n")) ==
          Value{{"done", false}, {"state", "not-found"}});
  }

  TEST_CASE("a way back that could not be armed is an error") {
    CHECK(
        message_of("action", stop, answered("trouble=the way back could not be armed, so nothing was done\nend=\n")) ==
        "the way back could not be armed, so nothing was done");
    CHECK(message_of("action", stop, answered("done=yes\nend=\n")) == "the host's answer has no 'state'");
  }

  TEST_CASE("the way back is armed before anything is touched") {
    const auto text = script_of("action", stop).text;
    const auto armed = text.find("[ -z \"$undo\" ] || { disarm; arm; }");
    REQUIRE(armed != std::string::npos);
    CHECK(armed < text.find("systemctl \"$what\" \"$service\""));
  }

  TEST_CASE("a way back must lead back") {
    CHECK(complaint(stop) == "");
    CHECK(complaint({{"service", "a"}, {"do", "stop"}, {"undo", "stop"}}) == "'undo: stop' does not undo 'do: stop'");
    CHECK(complaint({{"service", "a"}, {"do", "restart"}, {"undo", "start"}}) ==
          "'undo: start' does not undo 'do: restart'");
    CHECK(complaint({{"service", "-a"}, {"do", "stop"}}) == "'-a' is no name of a systemd unit");
    CHECK(complaint({{"service", "a"}, {"do", "stop"}, {"undo_after", 0}}) == "undo_after must be above 0");
  }
}
