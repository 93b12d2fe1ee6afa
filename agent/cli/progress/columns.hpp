#pragma once

#include <string>
#include <vector>

#include "cli/progress/subject.hpp"

namespace labcheck::cli {

/// How the table's columns are laid out: with their codes side by side, or stacked (`1.2.1` reads downwards) where that
/// is too wide, and the last ones folded into one where even that is.
struct ColumnLayout {
  std::vector<std::size_t> widths{};   ///< of the columns that are shown; at least 1
  std::size_t gap{1};                  ///< between columns
  std::size_t hidden{0};               ///< how many are folded
  std::vector<std::string> heading{};  ///< lines, all of one width; behind the last column what is folded: `+12`
};

/// As many columns as fit; none where not even one does.
ColumnLayout lay_out(const std::vector<SkillColumn>& columns, std::size_t width);

}  // namespace labcheck::cli
