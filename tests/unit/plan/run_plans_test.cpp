#include "plan/run_plans.hpp"

#include <doctest/doctest.h>

using namespace labcheck;

namespace {

struct Case {
  std::shared_ptr<Scenario> scenario = std::make_shared<Scenario>();
  Candidate candidate{.id = "c01"};
  Plan plan{};

  Case() {
    scenario->id = "demo";
    scenario->parameters = {{.name = "marker", .type = ParameterType::nonce},
                            {.name = "password", .type = ParameterType::token}};
    plan.candidates = {
        {.candidate = &candidate, .scenario = scenario, .parameters = {{"marker", "first"}, {"password", "printed"}}}};
  }
  Draw draw(const char* marker, const char* password = "printed") const {
    return {.candidate = "c01", .scenario = "demo", .parameters = {{"marker", marker}, {"password", password}}};
  }
};

}  // namespace

TEST_SUITE("plan/run_plans") {
  TEST_CASE("a check run has the nonces of its own draw, and the tokens of the first") {
    const Case a;
    auto other = a.draw("foreign");
    other.candidate = "c02";
    const std::vector<Draw> draws{a.draw("first"), other, a.draw("second", "forged"), a.draw("third")};
    plan::RunPlans plans{a.plan.candidates[0], draws};
    CHECK(plans.of(1).parameters.at("marker") == "first");
    CHECK(plans.of(2).parameters.at("marker") == "second");
    CHECK(plans.of(2).parameters.at("password") == "printed");
    CHECK(plans.of(3).parameters.at("marker") == "third");
    CHECK(&plans.of(2) == &plans.of(2));
    CHECK(&plans.of(4) == &a.plan.candidates[0]);
  }

  TEST_CASE("a ledger with one draw is judged by the plan itself, whatever the run's number") {
    const Case a;
    plan::RunPlans plans{a.plan.candidates[0], {a.draw("first")}};
    CHECK(&plans.of(1) == &a.plan.candidates[0]);
    CHECK(&plans.of(2) == &a.plan.candidates[0]);
  }

  TEST_CASE("drawing anew changes nonces only") {
    Case a;
    REQUIRE(plan::draw_nonces_anew(a.plan, [](int size) { return std::string(static_cast<std::size_t>(size), 'n'); }));
    CHECK(a.plan.candidates[0].parameters.at("marker") == std::string(24, 'n'));
    CHECK(a.plan.candidates[0].parameters.at("password") == "printed");
    CHECK(plan::draws_of(a.plan)[0].parameters == a.plan.candidates[0].parameters);
  }
}
