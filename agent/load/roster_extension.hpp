#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "load/fields.hpp"
#include "load/roster_draft.hpp"

namespace labcheck::load {

/// A roster that only gives candidates of another one their parameters, as `labcheck assign` writes it.
struct RosterExtension {
  struct Given {
    std::string id{};
    std::map<std::string, std::string> parameters{};
    Place place{};
  };

  std::string base{};  ///< the other roster, seen from this one's folder unless absolute
  Place place{};
  std::vector<Given> candidates{};
};

/// The extension that a YAML roster is; nullopt when it is an ordinary one (it has no `extends`).
std::optional<RosterExtension> read_extension(const std::string& path, const std::string& text,
                                              Diagnostics& diagnostics);

/// The path of what it extends.
std::string base_path(const std::string& path, const RosterExtension& extension);

/// Puts its parameters over those of the draft. Errors: a candidate that isn't there, one given twice.
void extend(Draft& draft, const RosterExtension& extension, Findings& findings);

}  // namespace labcheck::load
