#include "qualify/coverage.hpp"

#include <algorithm>
#include <set>

#include <labcheck/check_type.hpp>

namespace labcheck::qualify {
namespace {

/// Whether a text within names the address of a host of another role.
bool names_another(const Node& node, const Scenario& scenario, const std::string& role) {
  if (node.is_scalar()) {
    return std::any_of(scenario.roles.begin(), scenario.roles.end(), [&](const Role& other) {
      return other.name != role && (node.text.find("${" + other.name + ".address}") != std::string::npos ||
                                    node.text.find("${" + other.name + "[") != std::string::npos);
    });
  }
  return std::any_of(node.items.begin(), node.items.end(),
                     [&](const Node& item) { return names_another(item, scenario, role); }) ||
         std::any_of(node.entries.begin(), node.entries.end(),
                     [&](const Entry& entry) { return names_another(entry.value, scenario, role); });
}

/// The vantage that a step has in every lab, as far as its text tells.
Vantage vantage_of(const Step& step, const Scenario& scenario) {
  if (step.on.agent) {
    return Vantage::agent;
  }
  if (const auto* role = scenario.find_role(step.on.role); role != nullptr && role->owner == "proctor") {
    return Vantage::peer;
  }
  const bool elsewhere = step.type->reach == Reach::protocol &&
                         std::any_of(step.parameters.begin(), step.parameters.end(), [&](const auto& parameter) {
                           return names_another(parameter.second, scenario, step.on.role);
                         });
  return elsewhere ? Vantage::peer : Vantage::host;
}

bool names(const Row& row, const std::string& code) {
  return std::find(row.codes.begin(), row.codes.end(), code) != row.codes.end();
}

void add_row(Coverage& coverage, const Row& row) {
  coverage.faults += row.kind == RowKind::fault && names(row, coverage.code) ? 1 : 0;
  coverage.cheats += row.kind == RowKind::cheat && names(row, coverage.code) ? 1 : 0;
  coverage.alternatives += row.kind == RowKind::alternative ? 1 : 0;
}

}  // namespace

std::vector<Coverage> coverage_of(const Scenario& scenario, const Folder& folder, const Stored& stored) {
  std::vector<Coverage> all;
  for (const auto& skill : scenario.skills) {
    Coverage coverage{.code = skill.code};
    std::set<Vantage> vantages;
    for (const auto& check : skill.checks) {
      coverage.manual = coverage.manual || check.manual.has_value();
      for (const auto& steps : check.alternatives) {
        for (const auto& step : steps) {
          vantages.insert(vantage_of(step, scenario));
        }
      }
    }
    coverage.vantages.assign(vantages.begin(), vantages.end());
    for (const auto& row : folder.rows) {
      if (const auto* known = current(row, stored); known != nullptr && known->result.holds()) {
        add_row(coverage, row);
      }
    }
    all.push_back(std::move(coverage));
  }
  return all;
}

}  // namespace labcheck::qualify
