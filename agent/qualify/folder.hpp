#pragma once

#include <map>
#include <string>
#include <vector>

#include <labcheck/scenario.hpp>

#include "load/loaded.hpp"
#include "qualify/row.hpp"

namespace labcheck::qualify {

/// What stands beside a scenario in NAME.qualify/ (design §10).
struct Folder {
  std::string path{};
  std::string driver{"nspawn"};
  std::string tier{};
  std::map<std::string, std::string> parameters{};  ///< fixed for every row; the others are drawn
  std::map<std::string, std::string> solve{};       ///< bash scripts by role
  std::string lab_text{};
  std::string attestations{};  ///< path of attest.yaml; empty for none
  std::vector<Row> rows{};     ///< pristine, solved, rebooted, alternatives, faults, cheats; digests filled in
};

/// `DIR/NAME.qualify` of `DIR/NAME.yaml`.
std::string folder_of(const std::string& scenario_path);

/// Loads the folder strictly: unknown codes, checks, hosts, keys and breaks are errors with their places.
load::Loaded<Folder> load_folder(const std::string& scenario_path, const Scenario& scenario);

/// The names of a scenario's hosts: "lb", "web[0]", "web[1]".
std::vector<std::string> host_names(const Scenario& scenario);

}  // namespace labcheck::qualify
