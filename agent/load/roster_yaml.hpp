#pragma once

#include <string>

#include "load/fields.hpp"
#include "load/roster_draft.hpp"

namespace labcheck::load {

/// Reads a roster in YAML, strictly.
Draft read_yaml_roster(const std::string& name, const std::string& text, Diagnostics& diagnostics);

}  // namespace labcheck::load
