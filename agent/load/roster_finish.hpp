#pragma once

#include <string>

#include "load/fields.hpp"
#include "load/roster.hpp"
#include "load/roster_draft.hpp"

namespace labcheck::load {

/// Checks names, fetches the secrets that hosts need and warns of shared ones. `path` is the roster's file.
Roster finish_roster(const Draft& draft, const std::string& path, const SecretSources& secrets, Findings& findings);

}  // namespace labcheck::load
