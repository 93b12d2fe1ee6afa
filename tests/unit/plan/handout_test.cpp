#include "plan/handout.hpp"

#include <doctest/doctest.h>

#include "plan_fixture.hpp"

using namespace plan_test;

namespace {

std::string letters_a(int size) {
  return std::string(static_cast<std::size_t>(size), 'a');
}

Scenario exercise() {
  Scenario scenario{.title = {.en = "Web", .zh = "网站"}, .level = "junior"};
  scenario.roles = {{.name = "web", .count = 2}, {.name = "client", .owner = "proctor"}};
  scenario.parameters = {{.name = "port", .type = ParameterType::port, .fallback = "8080"},
                         {.name = "password", .type = ParameterType::token, .per_candidate = true},
                         {.name = "marker", .type = ParameterType::nonce},
                         {.name = "api", .type = ParameterType::secret}};
  scenario.skills = {{.code = "1.2.4",
                      .points = 10,
                      .task = {.en = "Serve on ${port} of ${web[0].address}, ${candidate.id}; $${x} stays",
                               .zh = "口令 ${password}，密钥 ${api}"}},
                     {.code = "2.2.3", .checks = {{.id = "a", .points = 2}, {.id = "b", .points = 3}}}};
  return scenario;
}

Candidate candidate(std::map<std::string, std::string> parameters) {
  return {.id = "c01",
          .name = "张三",
          .seat = "A-01",
          .hosts = {{.role = "web", .index = 0, .address = "192.0.2.1"},
                    {.role = "web", .index = 1, .address = "192.0.2.2"},
                    {.role = "client", .address = "192.0.2.9"}},
          .parameters = std::move(parameters),
          .secret_parameters = {"api"}};
}

}  // namespace

TEST_SUITE("plan/handout") {
  TEST_CASE("assigned is what a run would draw and a candidate must know: no nonce, no secret, no default") {
    const auto drawn = plan::assigned_parameters(exercise(), candidate({}), letters_a);
    CHECK(drawn == std::map<std::string, std::string>{{"password", "aaaaaaaaaaaa"}});
    CHECK(plan::assigned_parameters(exercise(), candidate({{"password", "given"}}), letters_a).empty());
  }

  TEST_CASE("a sheet has the candidate's own values and hosts in it") {
    const auto sheet = plan::handout_for(exercise(), candidate({{"password", "k3k3k3"}, {"api", "sesame"}}));
    REQUIRE(sheet);
    CHECK(sheet->tasks[0].task.en == "Serve on 8080 of 192.0.2.1, c01; ${x} stays");
    CHECK(sheet->tasks[0].points == 10);
    CHECK(sheet->tasks[1].points == 5);
    CHECK(sheet->parameters ==
          std::vector<std::pair<std::string, std::string>>{{"port", "8080"}, {"password", "k3k3k3"}});
    REQUIRE(sheet->hosts.size() == 3);
    CHECK(sheet->hosts[1].name == "web[1]");
    CHECK(sheet->hosts[2].proctor);
  }

  TEST_CASE("no secret is on it, neither in the table nor in a task") {
    const auto sheet = plan::handout_for(exercise(), candidate({{"password", "k3k3k3"}, {"api", "sesame"}}));
    REQUIRE(sheet);
    CHECK(sheet->tasks[0].task.zh == "口令 k3k3k3，密钥 <api>");
  }

  TEST_CASE("what is still to be drawn is not handed out: the run would draw something else") {
    const auto sheet = plan::handout_for(exercise(), candidate({}));
    REQUIRE_FALSE(sheet);
    CHECK(sheet.error().message ==
          "candidate 'c01' has no value for 'password' yet, and a run would draw one that nobody was told (draw it "
          "first: labcheck assign)");
  }

  TEST_CASE("a roster that lacks a host of the exercise is told") {
    auto lacking = candidate({{"password", "k3k3k3"}});
    lacking.hosts.pop_back();
    const auto sheet = plan::handout_for(exercise(), lacking);
    REQUIRE_FALSE(sheet);
    CHECK(sheet.error().message.find("no host for role 'client'") != std::string::npos);
  }

  TEST_CASE("a sheet for everybody names what differs") {
    const auto sheet = plan::handout_for_all(exercise());
    REQUIRE(sheet);
    CHECK(sheet->tasks[0].task.en == "Serve on 8080 of <web[0].address>, <candidate.id>; ${x} stays");
    CHECK(sheet->tasks[0].task.zh == "口令 <password>，密钥 <api>");
    CHECK(sheet->parameters[1] == std::pair<std::string, std::string>{"password", "<password>"});
  }
}
