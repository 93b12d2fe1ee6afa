#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

const Value user = {{"user", "deploy"}};

}  // namespace

TEST_SUITE("checks/login_policy") {
  TEST_CASE("the limits of an account, of new ones, and whom to worry about") {
    const auto answer = answered("tell=ignored\nopen=" + in_hex("guest") + "\ntwin=" + in_hex("toor") +
                                 "\nPASS_MAX_DAYS=" + in_hex("60") + "\nPASS_MIN_DAYS=" + in_hex("0") +
                                 "\nexists=yes\nlocked=no\nmin_days=" + in_hex("1") + "\nmax_days=" + in_hex("90") +
                                 "\nwarn_days=" + in_hex("7") + "\ninactive_days=\nexpires=\nend=\n");
    CHECK(facts_of("login_policy", user, answer) == Value{{"exists", true},
                                                          {"locked", false},
                                                          {"min_days", 1},
                                                          {"max_days", 90},
                                                          {"warn_days", 7},
                                                          {"default_max_days", 60},
                                                          {"default_min_days", 0},
                                                          {"without_password", {"guest"}},
                                                          {"root_equals", {"toor"}}});
  }

  TEST_CASE("this machine's root is read, and no hash leaves it") {
    const auto answer = run_here(script_of("login_policy", {{"user", "root"}}));
    const auto facts = facts_of("login_policy", user, answer);
    CHECK(facts["exists"] == true);
    CHECK(facts["default_max_days"].is_number_integer());
    CHECK(answer.out.find('$') == std::string::npos);
  }

  TEST_CASE("nobody of that name is a fact, with the rest of the host's") {
    const auto facts = facts_here("login_policy", {{"user", "no-such-user"}});
    CHECK(facts["exists"] == false);
    CHECK(facts["root_equals"].is_array());
    CHECK_FALSE(facts.contains("max_days"));
  }

  // A candidate wrote `PASS_MAX_DAYS ninety` and the check ended in an error, as if the host had not answered.
  TEST_CASE("a word where a number belongs in login.defs is the candidate's doing: a fact, and no number") {
    const auto facts = facts_of("login_policy", user,
                                answered("PASS_MAX_DAYS=" + in_hex("ninety") + "\nPASS_MIN_DAYS=" + in_hex("90 days") +
                                         "\nPASS_WARN_AGE=" + in_hex("9223372036854775808") + "\nexists=no\nend=\n"));
    CHECK(facts == Value{{"exists", false},
                         {"without_password", Value::array()},
                         {"root_equals", Value::array()},
                         {"default_max_days_written", "ninety"},
                         {"default_min_days_written", "90 days"},
                         {"default_warn_days_written", "9223372036854775808"}});
  }

  TEST_CASE("numbers of login.defs are octal and hexadecimal, too, and may be negative") {
    const auto facts = facts_of("login_policy", user,
                                answered("PASS_MAX_DAYS=" + in_hex("0x5a") + "\nPASS_MIN_DAYS=" + in_hex("-1") +
                                         "\nPASS_WARN_AGE=" + in_hex("016") + "\nexists=no\nend=\n"));
    CHECK(facts["default_max_days"] == 90);
    CHECK(facts["default_min_days"] == -1);
    CHECK(facts["default_warn_days"] == 14);
  }

  TEST_CASE("what only root may see, and what is cut or absurd, is no fact") {
    CHECK(message_of("login_policy", user, answered("hidden=yes\nend=\n")) ==
          "how passwords age is seen only by root: log in as root or use sudo");
    CHECK(
        message_of("login_policy", user, answered("exists=yes\nlocked=no\nmax_days=" + in_hex("soon") + "\nend=\n")) ==
        "'max_days' on the host is 'soon', no whole number");
    CHECK(message_of("login_policy", user, answered("exists=yes\n")) != "");
    CHECK(find_check_type("login_policy")->complaint({{"user", "a b"}}) == "'a b' is no login name");
  }
}
