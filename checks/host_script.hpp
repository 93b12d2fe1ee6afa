#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <labcheck/request.hpp>
#include <labcheck/result.hpp>

namespace labcheck::checks {

/// A script of labcheck's own: the body behind a prelude that lets it answer in the form that `read_fields` reads.
/// In the body: `say KEY WORD`, `tell KEY BYTES` (in hex, for what a candidate may have chosen), `need TOOL...`,
/// `trouble WORDS` (ends it, unreadable), `finish` (must end it). It runs without globbing (`set -f`).
Result<Script> host_script(std::string_view body, std::vector<std::string> arguments);

/// A script that is the scenario's own, as it stands; only its arguments are looked at.
Result<Script> plain_script(std::string text, std::vector<std::string> arguments);

}  // namespace labcheck::checks
