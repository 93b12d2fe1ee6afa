#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "load/fields.hpp"
#include "load/roster_draft.hpp"

namespace labcheck::load {

/// A roster's text with the mask in place of each literal secret; what can't be masked safely is an error.
std::string mask_literals(std::string_view text, const std::vector<SecretSpec>& literals, Findings& findings);

}  // namespace labcheck::load
