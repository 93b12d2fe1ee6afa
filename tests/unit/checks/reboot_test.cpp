#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

constexpr const char* one = "11111111-2222-4333-8444-555555555555";
constexpr const char* other = "99999999-2222-4333-8444-aaaaaaaaaaaa";

Answer told(Value reply) {
  Answer answer;
  answer.reply = std::move(reply);
  return answer;
}

Value facts(Value reply) {
  return facts_of("reboot", Value::object(), told(std::move(reply)));
}
std::string trouble(Value reply) {
  return message_of("reboot", Value::object(), told(std::move(reply)));
}

}  // namespace

TEST_SUITE("checks/reboot") {
  TEST_CASE("a restart has a phase of its own and needs nothing to undo it") {
    const auto* type = find_check_type("reboot");
    CHECK(type->phase(Value::object()) == Phase::reboot);
    CHECK(type->undoes(Value::object()));
    const bool waits = type->undo == nullptr;
    CHECK(waits);
  }

  TEST_CASE("the agent's own sessions carry it out, and it is seen from the host itself") {
    const auto exchange = exchange_of("reboot", Value::object());
    CHECK(exchange.protocol == "reboot");
    CHECK(exchange.host == "localhost");
  }

  TEST_CASE("another boot is a restart, the same one is none") {
    CHECK(facts({{"before", one}, {"after", other}, {"took", 4200}}) == Value{{"restarted", true}, {"took", 4200}});
    CHECK(facts({{"before", one}, {"after", one}, {"took", 300000}}) == Value{{"restarted", false}});
  }

  TEST_CASE("what is no boot id proves nothing") {
    CHECK(trouble({{"before", one}, {"after", ""}, {"took", 1}}) ==
          "the boot id after the restart is '', which is none");
    CHECK(trouble({{"before", one}, {"after", "99999999-2222-4333-8444-AAAAAAAAAAAA"}, {"took", 1}}) ==
          "the boot id after the restart is '99999999-2222-4333-8444-AAAAAAAAAAAA', which is none");
    CHECK(trouble({{"before", 1}, {"after", other}, {"took", 1}}) ==
          "the boot id before the restart is '', which is none");
    CHECK(trouble({{"before", one}, {"after", "99999999-2222"}, {"took", 1}}) ==
          "the boot id after the restart is '99999999-2222', which is none");
    CHECK(trouble({{"before", one}, {"after", other}}) == "the agent's own account of the restart is incomplete");
    CHECK(trouble(nullptr) == "the agent's own account of the restart is incomplete");
  }
}
