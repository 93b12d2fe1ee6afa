#pragma once

#include <string>

#include "load/fields.hpp"
#include "load/roster_draft.hpp"

namespace labcheck::load {

/// Reads an Ansible inventory (INI) as a roster: groups that list hosts are roles. All hosts are those of one candidate
/// "lab", but for those with `labcheck_candidate`.
Draft read_inventory_roster(const std::string& name, const std::string& text, Diagnostics& diagnostics);

}  // namespace labcheck::load
