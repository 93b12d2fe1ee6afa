#include "cli/progress/columns.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "report/layout.hpp"
#include "text/code_points.hpp"
#include "text/printable.hpp"

namespace labcheck::cli {
namespace {

using text::display_width;
/// A column's name, from top to bottom.
using Stack = std::vector<std::string>;

/// The fewest first letters that tell levels apart.
std::size_t telling_letters(const std::set<std::string>& levels) {
  for (std::size_t letters = 1;; ++letters) {
    std::set<std::string> short_ones;
    bool whole = true;
    for (const auto& level : levels) {
      short_ones.insert(level.substr(0, letters));
      whole = whole && level.size() <= letters;
    }
    if (whole || short_ones.size() == levels.size()) {
      return letters;
    }
  }
}

Stack parts_of(const std::string& code) {
  Stack parts;
  std::size_t start = 0;
  for (std::size_t end = 0; end != std::string::npos; start = end + 1) {
    end = code.find('.', start);
    parts.push_back(text::printable(code.substr(start, end == std::string::npos ? end : end - start)));
  }
  return parts;
}

std::vector<Stack> names_of(const std::vector<SkillColumn>& columns, bool stacked) {
  std::set<std::string> levels;
  for (const auto& column : columns) {
    levels.insert(column.level);
  }
  const auto letters = telling_letters(levels);
  std::vector<Stack> names;
  for (const auto& column : columns) {
    auto name = stacked ? parts_of(column.code) : Stack{text::printable(column.code)};
    if (levels.size() > 1) {
      const auto level = text::printable(stacked ? column.level.substr(0, letters) : column.level);
      if (stacked) {
        name.insert(name.begin(), level);
      } else {
        name.front() = level + " " + name.front();
      }
    }
    names.push_back(std::move(name));
  }
  return names;
}

/// Columns of these names from the first on, as far as they fit.
ColumnLayout place(const std::vector<Stack>& names, std::size_t gap, std::size_t width) {
  ColumnLayout layout{.gap = gap};
  std::size_t lines = 1;
  std::size_t used = 0;
  for (const auto& name : names) {
    std::size_t own = 1;
    for (const auto& part : name) {
      own = std::max(own, display_width(part));
    }
    const auto needed = own + (layout.widths.empty() ? 0 : gap);
    const auto others = names.size() - layout.widths.size() - 1;
    const auto tail = others == 0 ? 0 : fmt::formatted_size(" +{}", others);
    if (used + needed + tail > width) {
      break;
    }
    used += needed;
    lines = std::max(lines, name.size());
    layout.widths.push_back(own);
  }
  layout.hidden = names.size() - layout.widths.size();
  layout.heading.resize(lines);
  return layout;
}

void write_heading(const std::vector<Stack>& names, ColumnLayout& layout) {
  for (std::size_t line = 0; line < layout.heading.size(); ++line) {
    for (std::size_t column = 0; column < layout.widths.size(); ++column) {
      const auto& name = names[column];
      layout.heading[line] += std::string(column == 0 ? 0 : layout.gap, ' ') +
                              report::pad(line < name.size() ? name[line] : "", layout.widths[column]);
    }
  }
  if (layout.hidden > 0) {
    layout.heading.back() += fmt::format(" +{}", layout.hidden);
  }
}

}  // namespace

ColumnLayout lay_out(const std::vector<SkillColumn>& columns, std::size_t width) {
  auto names = names_of(columns, false);
  auto layout = place(names, 1, width);
  if (layout.hidden > 0) {
    names = names_of(columns, true);
    layout = place(names, 1, width);
  }
  if (layout.hidden > 0) {
    layout = place(names, 0, width);
  }
  write_heading(names, layout);
  return layout;
}

}  // namespace labcheck::cli
