#include "cli/progress/canvas.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "text/code_points.hpp"

namespace labcheck::cli {
namespace {

// Should a character be wider than we think, the line is cut and does not wrap.
constexpr std::string_view no_wrap = "\x1b[?7l";
constexpr std::string_view wrap = "\x1b[?7h";
constexpr std::string_view clear_line = "\x1b[K";
constexpr std::string_view clear_below = "\x1b[J";

/// Columns of a line with colours in it.
std::size_t columns_of(std::string_view line) {
  std::size_t columns = 0;
  while (!line.empty()) {
    if (line.front() == '\x1b') {
      line.remove_prefix(std::min(line.find('m'), line.size() - 1) + 1);
    } else {
      columns += static_cast<std::size_t>(text::width_of(text::take(line).value));
    }
  }
  return columns;
}

}  // namespace

/// To the first of the lines. A terminal that was made narrower has wrapped them.
std::string Canvas::up(std::size_t width) const {
  auto count = lines_.size();
  if (width > 0 && width < width_) {
    count = 0;
    for (const auto& line : lines_) {
      count += std::max<std::size_t>(1, (columns_of(line) + width - 1) / width);
    }
  }
  return count == 0 ? "\r" : fmt::format("\r\x1b[{}A", count);
}

std::string Canvas::draw(std::vector<std::string> lines, std::size_t width) {
  auto bytes = std::string{no_wrap} + up(width);
  const bool resized = width != width_;
  if (resized) {
    bytes += clear_below;
  }
  for (std::size_t at = 0; at < lines.size(); ++at) {
    const bool same = !resized && at < lines_.size() && lines_[at] == lines[at];
    if (!same) {
      bytes += lines[at];
      bytes += clear_line;
    }
    bytes += "\r\n";
  }
  if (lines.size() < lines_.size() && !resized) {
    bytes += clear_below;
  }
  bytes += wrap;
  lines_ = std::move(lines);
  width_ = width;
  return bytes;
}

std::string Canvas::wipe(std::size_t width) {
  if (lines_.empty()) {
    return {};
  }
  auto bytes = up(width);
  bytes += clear_below;
  lines_.clear();
  return bytes;
}

std::string Canvas::say(std::string_view text, std::size_t width) {
  auto lines = lines_;
  auto bytes = wipe(width);
  bytes += text;
  return lines.empty() ? bytes : bytes + draw(std::move(lines), width);
}

}  // namespace labcheck::cli
