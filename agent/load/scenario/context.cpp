#include "load/scenario/context.hpp"

#include <algorithm>

namespace labcheck::load {

const std::vector<std::string_view> step_keys{"on",   "as",      "expect",  "within", "every",
                                              "hold", "give_up", "timeout", "save",   "changes"};
const std::vector<std::string_view> check_keys{"id",   "title",   "needs",    "steps",    "any_of", "manual", "use",
                                               "with", "cleanup", "restored", "optional", "phase",  "points", "hint"};

const Parameter* Context::find_parameter(std::string_view name) const {
  const auto& all = scenario.parameters;
  const auto at = std::find_if(all.begin(), all.end(), [&](const Parameter& each) { return each.name == name; });
  return at == all.end() ? nullptr : &*at;
}

const Connection* Context::find_connection(std::string_view name) const {
  const auto at =
      std::find_if(connections.begin(), connections.end(), [&](const Connection& each) { return each.name == name; });
  return at == connections.end() ? nullptr : &*at;
}

std::vector<std::string> Context::role_names() const {
  std::vector<std::string> names;
  for (const auto& role : scenario.roles) {
    names.push_back(role.name);
  }
  return names;
}

std::vector<std::string> type_names() {
  std::vector<std::string> names;
  for (const auto& type : check_types()) {
    names.emplace_back(type.name);
  }
  return names;
}

}  // namespace labcheck::load
