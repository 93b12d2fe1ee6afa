// Published keys look for pieces of text in the tables of tools that no lab of ours runs. Nothing here was recorded: the
// outputs are written from the formats that the tools document, and say so in their names. Each pair is put to the real
// command type, the real loader and the real matchers: the right state passes, the one that the key confuses with it fails.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "judge/step.hpp"
#include "lab.hpp"
#include "load/scenario.hpp"
#include "load/sources.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

/// A scenario of one check whose command must print what `expect` says.
std::shared_ptr<const Scenario> asking(const std::string& expect) {
  const auto text = fmt::format(R"(
labcheck: 1
id: keys/documented
title: {{en: Documented output, zh: 文档格式输出}}
standard: cloud-ops-dev
level: junior
roles: {{web: {{count: 2}}}}
skills:
  - code: 3.1.2
    task: {{en: Run it., zh: 运行。}}
    checks:
      - id: asked
        title: {{en: Output, zh: 输出}}
        on: web[0]
        command: ["true"]
        expect: {}
)",
                                expect);
  const auto disk = load::disk_sources();
  const auto loaded = load::load_scenario(
      "documented.yaml",
      [&](const std::string& path) -> Result<std::optional<std::string>> {
        return path == "documented.yaml" ? std::optional{text} : disk(path);
      },
      {.installed_data = LABCHECK_SOURCE_DIR "/scenarios"});
  REQUIRE_MESSAGE(loaded.value != nullptr, (loaded.diagnostics.empty() ? "" : to_string(loaded.diagnostics.front())));
  return loaded.value;
}

/// What a check that expects `expect` says of a command that printed this.
Outcome judged(const std::string& expect, const std::string& printed) {
  static const Lab lab;
  const auto scenario = asking(expect);
  const auto& step = scenario->skills.at(0).checks.at(0).alternatives.at(0).at(0);
  const auto observation = observed("web[0]", printed);
  return judge::judge_attempt(lab.plan, planned(step, {"web[0]"}), {&observation}, {}).outcome;
}

std::string nodes(const char* first, const char* second) {
  constexpr auto node = R"({{"metadata": {{"name": "{}"}}, "status": {{"conditions": [
      {{"type": "MemoryPressure", "status": "False"}}, {{"type": "Ready", "status": "{}"}}]}}}})";
  return fmt::format(R"({{"kind": "List", "items": [{}, {}]}})", fmt::format(node, "master", first),
                     fmt::format(node, "worker", second));
}

}  // namespace

TEST_SUITE("judge/documented_output") {
  TEST_CASE("key 1, kubectl get nodes as documented: Ready is a condition's status, not a piece of NotReady") {
    const auto* expect = R"({json: {"$.items[*].status.conditions[?@.type=='Ready'].status": {count: 2, each: "True"}}})";
    CHECK(judged(expect, nodes("True", "True")) == Outcome::pass);
    CHECK(judged(expect, nodes("True", "False")) == Outcome::fail);
    CHECK(judged(expect, nodes("True", "Unknown")) == Outcome::fail);
    CHECK(judged(expect, R"({"kind": "List", "items": []})") == Outcome::fail);
  }

  TEST_CASE("key 2, openstack image show as documented: min_disk is the number 10, however a table is padded") {
    const auto* expect = R"({json: {$.min_disk: 10}})";
    CHECK(judged(expect, R"({"min_disk": 10, "min_ram": 1024, "name": "cirros"})") == Outcome::pass);
    CHECK(judged(expect, R"({ "name":"cirros","min_ram":0,"min_disk":10 })") == Outcome::pass);
    CHECK(judged(expect, R"({"min_disk": 100, "name": "cirros"})") == Outcome::fail);
    CHECK(judged(expect, R"({"min_disk": 1024, "min_ram": 10, "name": "cirros"})") == Outcome::fail);
  }

  TEST_CASE("key 8, vgs as documented: the planned group has its volumes, not any group two") {
    const auto* expect = R"({json: {"$.report[0].vg[?@.vg_name=='cloud'].pv_count": {count: 1, each: "2"}}})";
    CHECK(judged(expect, R"({"report": [{"vg": [{"vg_name": "cloud", "pv_count": "2"}]}]})") == Outcome::pass);
    CHECK(judged(expect, R"({"report": [{"vg": [{"vg_name": "other", "pv_count": "2"},
                             {"vg_name": "cloud", "pv_count": "1"}]}]})") == Outcome::fail);
    CHECK(judged(expect, R"({"report": [{"vg": [{"vg_name": "other", "pv_count": "2"}]}]})") == Outcome::fail);
  }

  TEST_CASE("key 12, kubectl get services as documented: each gateway by its whole name") {
    const auto* expect = R"({json: {"$.items[*].metadata.name": {contains_all: [istio-ingressgateway, istio-egressgateway]}}})";
    CHECK(judged(expect, R"({"items": [{"metadata": {"name": "istio-egressgateway"}},
                             {"metadata": {"name": "istio-ingressgateway"}}]})") == Outcome::pass);
    CHECK(judged(expect, R"({"items": [{"metadata": {"name": "istio-egressgateway"}}]})") == Outcome::fail);
    CHECK(judged(expect, R"({"items": [{"metadata": {"name": "istio-egressgateway"}},
                             {"metadata": {"name": "istio-ingressgateway-old"}}]})") == Outcome::fail);
  }

  TEST_CASE("key 13, getenforce as documented: the mode's word in any case, and the whole word") {
    const auto* expect = R"({out: {matches: "^(?i:permissive)$"}})";
    CHECK(judged(expect, "Permissive\n") == Outcome::pass);
    CHECK(judged(expect, "permissive\n") == Outcome::pass);
    CHECK(judged(expect, "Enforcing\n") == Outcome::fail);
    CHECK(judged(expect, "Disabled\n") == Outcome::fail);
  }
}
