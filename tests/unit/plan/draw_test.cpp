#include "plan/draw.hpp"

#include <set>

#include <doctest/doctest.h>

#include "plan_fixture.hpp"

using namespace plan_test;

namespace {

std::string fixed_text(int size) {
  return std::string("abcdefghijklmnopqrstuvwxyz").substr(0, static_cast<std::size_t>(size));
}

Parameter parameter(ParameterType type, std::optional<std::string> fallback = std::nullopt) {
  Parameter made{.name = "p", .type = type, .fallback = std::move(fallback)};
  made.choices = {"nginx", "haproxy"};
  made.place = {.file = std::make_shared<const std::string>("s.yaml"), .line = 7, .column = 3};
  return made;
}

Result<Parameters> draw(const Parameter& one, std::map<std::string, std::string> given = {}) {
  Scenario scenario;
  scenario.parameters = {one};
  auto candidate = lab_candidate();
  candidate.parameters = std::move(given);
  return plan::draw_parameters(scenario, candidate, fixed_text);
}

std::string complaint(ParameterType type, const std::string& text) {
  const auto drawn = draw(parameter(type), {{"p", text}});
  return drawn ? "" : drawn.error().message;
}

}  // namespace

TEST_SUITE("plan/draw") {
  TEST_CASE("the roster's value goes before the default, the default before a draw") {
    CHECK(draw(parameter(ParameterType::port, "80"), {{"p", "8080"}}).value().at("p") == Value(8080));
    CHECK(draw(parameter(ParameterType::port, "80")).value().at("p") == Value(80));
    CHECK(draw(parameter(ParameterType::token, "token7")).value().at("p") == "token7");
    CHECK(draw(parameter(ParameterType::token)).value().at("p") == "abcdefghijkl");
    CHECK(draw(parameter(ParameterType::nonce)).value().at("p") == "abcdefghijklmnopqrstuvwx");
  }

  TEST_CASE("a choice and a port for each candidate are drawn within their bounds") {
    auto choice = parameter(ParameterType::choice);
    choice.per_candidate = true;
    CHECK(draw(choice).value().at("p") == "haproxy");
    auto port = parameter(ParameterType::port);
    port.per_candidate = true;
    const auto drawn = draw(port).value().at("p").get<int>();
    CHECK(drawn >= 20000);
    CHECK(drawn < 30000);
  }

  TEST_CASE("values keep their declared types") {
    CHECK(draw(parameter(ParameterType::string, "1.10")).value().at("p") == "1.10");
    CHECK(draw(parameter(ParameterType::integer, "-5")).value().at("p") == Value(-5));
    CHECK(draw(parameter(ParameterType::address, "fe80::1")).value().at("p") == "fe80::1");
    CHECK(draw(parameter(ParameterType::network, "192.168.10.0/24")).value().at("p") == "192.168.10.0/24");
    CHECK(draw(parameter(ParameterType::network, "2001:db8::/32")).value().at("p") == "2001:db8::/32");
    CHECK(draw(parameter(ParameterType::path, "/srv/x")).value().at("p") == "/srv/x");
  }

  TEST_CASE("a value that the roster gives as a secret is taken only where one is declared, and never quoted") {
    Scenario scenario;
    auto candidate = lab_candidate();
    candidate.parameters = {{"p", "hunter22"}};
    candidate.secret_parameters = {"p"};
    const auto drawn = [&](ParameterType type) {
      scenario.parameters = {parameter(type)};
      return plan::draw_parameters(scenario, candidate, fixed_text);
    };
    CHECK(drawn(ParameterType::secret).value().at("p") == "hunter22");
    for (const auto type : {ParameterType::string, ParameterType::port, ParameterType::token}) {
      REQUIRE_FALSE(drawn(type));
      CHECK(drawn(type).error().message ==
            "r.yaml:2:5: parameter 'p' of candidate 'c01': the roster gives a secret, but the scenario declares none "
            "and its "
            "value would be recorded (declare it with 'type: secret', or write it into the roster as a plain value)");
    }
  }

  TEST_CASE("values of the wrong type are refused with the roster's place, the name and what was expected") {
    const std::string front = "r.yaml:2:5: parameter 'p' of candidate 'c01': ";
    CHECK(complaint(ParameterType::port, "70000") == front + "port 70000 is outside 1-65535");
    CHECK(complaint(ParameterType::integer, "1.5") == front + "'1.5' is no integer");
    CHECK(complaint(ParameterType::address, "10.0.0") == front + "'10.0.0' is no IPv4 or IPv6 address");
    CHECK(complaint(ParameterType::network, "10.0.0.0") == front + "'10.0.0.0' is no network (write 192.168.10.0/24)");
    CHECK(complaint(ParameterType::network, "10.0.0.0/33") ==
          front + "'10.0.0.0/33' is no network (write 192.168.10.0/24)");
    CHECK(complaint(ParameterType::network, "10.0.0.9/29") ==
          front + "'10.0.0.9/29' is no network, its host bits are set (did you mean '10.0.0.8/29'?)");
    CHECK(complaint(ParameterType::path, "srv") == front + "'srv' is no absolute path");
    CHECK(complaint(ParameterType::choice, "nignx") ==
          front + "'nignx' is none of the choices nginx, haproxy (did you mean 'nginx'?)");
    CHECK(complaint(ParameterType::token, "Ab-1") ==
          front + "'Ab-1' is no token (4 to 64 characters out of a-z and 0-9)");
    CHECK(complaint(ParameterType::nonce, "abc") == front + "a nonce is drawn for every run and can't be given");
    CHECK(complaint(ParameterType::string, std::string("a\0b", 3)) == front + "a NUL byte can't stand in a value");
  }

  TEST_CASE("a wrong default is told at the scenario's place, a missing value by its name") {
    CHECK(draw(parameter(ParameterType::port, "0")).error().message ==
          "s.yaml:7:3: parameter 'p' of candidate 'c01': port 0 is outside 1-65535");
    CHECK(draw(parameter(ParameterType::string)).error().message ==
          "s.yaml:7:3: parameter 'p' of candidate 'c01' has no value: neither the roster nor a default gives one");
    CHECK(draw(parameter(ParameterType::secret)).error().message ==
          "s.yaml:7:3: parameter 'p' of candidate 'c01' has no value (a secret comes from the roster's parameters)");
  }

  TEST_CASE("random texts are of the asked size, of small letters and digits, and never the same") {
    const auto random = plan::random_text();
    std::set<std::string> drawn;
    std::string all;
    for (int time = 0; time < 200; ++time) {
      const auto text = random(24);
      CHECK(text.size() == 24);
      CHECK(text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789") == std::string::npos);
      drawn.insert(text);
      all += text;
    }
    CHECK(drawn.size() == 200);
    CHECK(std::set<char>(all.begin(), all.end()).size() == 36);
  }
}
