#include "report/layout.hpp"

#include <fmt/format.h>

#include "report/code_points.hpp"

namespace labcheck::report {

namespace {

/// The front part of a text that makes one line; the rest is left in `text`.
std::string_view take_line(std::string_view& text, std::size_t columns) {
  const auto whole = text;
  auto rest = text;
  std::size_t width = 0;
  std::size_t breakable = 0;  // bytes before the last place where a line may end
  bool was_wide = false;
  while (!rest.empty()) {
    const auto before = whole.size() - rest.size();
    const auto point = take(rest);
    const auto step = static_cast<std::size_t>(width_of(point.value));
    if (before > 0 && (point.value == ' ' || (step == 2 && was_wide))) {
      breakable = before;
    }
    if (width + step > columns && before > 0) {
      const auto end = breakable > 0 ? breakable : before;
      text = whole.substr(end);
      text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
      return whole.substr(0, end);
    }
    width += step;
    was_wide = step == 2;
  }
  text = {};
  return whole;
}

std::string without_end_spaces(std::string_view line) {
  const auto last = line.find_last_not_of(' ');
  return std::string{line.substr(0, last == std::string_view::npos ? 0 : last + 1)};
}

}  // namespace

std::string pad(std::string_view text, std::size_t columns) {
  const auto width = display_width(text);
  return std::string{text} + std::string(width < columns ? columns - width : 0, ' ');
}

std::string clip(std::string_view text, std::size_t columns) {
  if (display_width(text) <= columns) {
    return std::string{text};
  }
  auto rest = text;
  std::size_t width = 0;
  while (!rest.empty()) {
    const auto left = rest.size();
    width += static_cast<std::size_t>(width_of(take(rest).value));
    if (width + 1 > columns) {
      return std::string{text.substr(0, text.size() - left)} + "…";
    }
  }
  return std::string{text};
}

std::string paragraph(std::string_view lead, std::size_t lead_columns, std::string_view text) {
  const auto room = lead_columns + 20 < page_width ? page_width - lead_columns : 20;
  const std::string indent(lead_columns, ' ');
  std::string lines = without_end_spaces(fmt::format("{}{}", lead, take_line(text, room))) + "\n";
  while (!text.empty()) {
    lines += without_end_spaces(indent + std::string{take_line(text, room)}) + "\n";
  }
  return lines;
}

std::string folded(std::string_view text) {
  std::string line;
  for (const char character : text) {
    const bool space = character == ' ' || character == '\t' || character == '\n' || character == '\r';
    if (!space) {
      line += character;
    } else if (!line.empty() && line.back() != ' ') {
      line += ' ';
    }
  }
  if (!line.empty() && line.back() == ' ') {
    line.pop_back();
  }
  return line;
}

std::string to_words(Duration duration) {
  const auto count = std::max<std::int64_t>(duration.count(), 0);
  const auto seconds = count / 1000;
  return count < 1000     ? fmt::format("{}ms", count)
         : seconds < 60   ? fmt::format("{}s", seconds)
         : seconds < 3600 ? fmt::format("{}m {}s", seconds / 60, seconds % 60)
                          : fmt::format("{}h {}m", seconds / 3600, seconds / 60 % 60);
}

}  // namespace labcheck::report
