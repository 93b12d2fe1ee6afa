#include "qualify/coverage.hpp"

#include <doctest/doctest.h>

#include <labcheck/check_type.hpp>

using namespace labcheck;
using namespace labcheck::qualify;

namespace {

Step step(const char* type, const char* role, const char* url = "") {
  Step step{.type = find_check_type(type)};
  step.on.role = role;
  step.on.agent = step.on.role == "agent";
  step.parameters["url"] = {.kind = Node::Kind::scalar, .text = url};
  return step;
}

Scenario scenario(std::vector<Step> steps) {
  Scenario scenario{.id = "demo"};
  scenario.roles = {{.name = "web"}, {.name = "db"}, {.name = "client", .owner = "proctor"}};
  scenario.skills.push_back({.code = "1.1", .checks = {{.id = "a", .alternatives = {std::move(steps)}}}});
  return scenario;
}

Row row(RowKind kind, const char* name, std::vector<std::string> codes) {
  return {.kind = kind, .name = name, .codes = std::move(codes), .digest = "d"};
}

using Vantages = std::vector<Vantage>;

}  // namespace

TEST_SUITE("qualify/coverage") {
  TEST_CASE("a step's vantage is told by who asks whom") {
    const auto seen = [](Step one) { return coverage_of(scenario({std::move(one)}), {}, {}).front().vantages; };
    CHECK(seen(step("service", "web")) == Vantages{Vantage::host});
    CHECK(seen(step("service", "client")) == Vantages{Vantage::peer});
    CHECK(seen(step("http", "web", "http://127.0.0.1/")) == Vantages{Vantage::host});
    CHECK(seen(step("http", "web", "http://${web.address}/")) == Vantages{Vantage::host});
    CHECK(seen(step("http", "web", "http://${db.address}/")) == Vantages{Vantage::peer});
    CHECK(seen(step("http", "agent", "http://${db.address}/")) == Vantages{Vantage::agent});
    // A command that speaks to another host is still the candidate's own host that tells of it.
    CHECK(seen(step("command", "web", "${db.address}")) == Vantages{Vantage::host});
    CHECK(coverage_of(scenario({step("http", "agent"), step("service", "web"), step("service", "db")}), {}, {})
              .front()
              .vantages == Vantages{Vantage::host, Vantage::agent});
  }

  TEST_CASE("rows count for the codes that they name, as long as they hold as they stand") {
    Folder folder;
    folder.rows = {row(RowKind::fault, "a", {"1.1"}),       row(RowKind::fault, "other", {"1.2"}),
                   row(RowKind::fault, "changed", {"1.1"}), row(RowKind::fault, "survived", {"1.1"}),
                   row(RowKind::fault, "untried", {"1.1"}), row(RowKind::cheat, "b", {"1.1", "1.2"}),
                   row(RowKind::alternative, "c", {})};
    Stored stored;
    for (const auto& each : folder.rows) {
      stored.rows[each.title()] = {.digest = each.name == "changed" ? "old" : "d"};
    }
    stored.rows["fault survived"].result.complaints = {"1.1 is pass"};
    stored.rows.erase("fault untried");
    const auto coverage = coverage_of(scenario({step("service", "web")}), folder, stored).front();
    CHECK(coverage.faults == 1);
    CHECK(coverage.cheats == 1);
    CHECK(coverage.alternatives == 1);
    CHECK_FALSE(coverage.manual);
  }
}
