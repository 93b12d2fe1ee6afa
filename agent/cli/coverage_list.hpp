#pragma once

#include <string>
#include <vector>

#include <labcheck/scenario.hpp>

namespace labcheck::cli {

/// `labcheck list skills --coverage`: which scenarios grade each skill, and how far that is proven. `format` is text,
/// json or markdown; `level` empty for all. Gives the exit code.
int list_coverage(const Standard& standard, const std::string& level, const std::string& format, Language language);

}  // namespace labcheck::cli
