#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include <labcheck/scenario.hpp>

#include "load/fields.hpp"
#include "load/scenario.hpp"
#include "load/sources.hpp"

namespace labcheck::load {

/// A named target of a protocol type, written once in `connections:`.
struct Connection {
  std::string name{};
  const CheckType* type{nullptr};
  const Node* on{nullptr};
  std::map<std::string, Node> parameters{};
};

/// One entry of a check's `needs:`, to be looked at when all checks are known.
struct Need {
  std::string check{};
  std::string needed{};
  Place place{};
};

/// What the readers of one scenario share.
struct Context {
  Scenario& scenario;
  Findings& findings;
  const Sources& sources;
  const SearchPath& search;
  std::string path{};
  std::vector<Connection> connections{};
  std::vector<Need> needs{};
  std::map<std::string, Place> check_places{};
  std::set<std::string> used{};  ///< roles, parameters and connections that something refers to
  bool trying{false};            ///< steps are only tried: nothing needs to be expected or put back

  const Parameter* find_parameter(std::string_view name) const;
  const Connection* find_connection(std::string_view name) const;
  std::vector<std::string> role_names() const;
};

/// Names that the steps of a check have made so far.
struct CheckScope {
  std::set<std::string> saved{};  ///< by `save:`
  std::set<std::string> bound{};  ///< by `as:`
  bool on_agent{false};           ///< the step being read is put to the agent
};

/// The keys that steps and checks have besides their check type.
extern const std::vector<std::string_view> step_keys;
extern const std::vector<std::string_view> check_keys;

/// The names of all check types.
std::vector<std::string> type_names();

}  // namespace labcheck::load
