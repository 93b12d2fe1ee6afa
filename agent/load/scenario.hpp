#pragma once

#include <string>

#include <labcheck/node.hpp>
#include <labcheck/scenario.hpp>

#include "load/loaded.hpp"
#include "load/sources.hpp"

namespace labcheck::load {

/// Where to look for standards and libraries besides the scenario's parent folders.
struct SearchPath {
  std::string installed_data{};  ///< the installed `scenarios/` folder; may be empty
};

/// Loads a scenario with its standard and the library files it uses, strictly (design §4); all errors come at once.
Loaded<Scenario> load_scenario(const std::string& path, const Sources& sources, const SearchPath& search);

/// The same of nodes that were put together for trying steps: they need expect nothing, and put nothing back.
Loaded<Scenario> load_trial(const Node& root, const std::string& path, const Sources& sources,
                            const SearchPath& search);

}  // namespace labcheck::load
