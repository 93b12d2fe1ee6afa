#include "text/printable.hpp"

#include <fmt/format.h>

#include "text/code_points.hpp"

namespace labcheck::text {

namespace {

std::string written_out(const CodePoint& point) {
  switch (point.value) {
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      break;
  }
  const auto number = static_cast<std::uint32_t>(point.value);
  return !point.valid || number < 0x80 ? fmt::format("\\x{:02x}", number)
         : number < 0x10000            ? fmt::format("\\u{:04x}", number)
                                       : fmt::format("\\U{:08x}", number);
}

// A letter carries a few marks in any language; a tower of them spills over the lines above and below.
constexpr int most_marks = 4;

}  // namespace

std::string printable(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  int marks = most_marks;  // at the front there is no letter to carry any
  while (!text.empty()) {
    const auto point = take(text);
    const bool mark = point.valid && width_of(point.value) == 0;
    marks = mark ? marks + 1 : 0;
    if (!point.valid || is_deceptive(point.value) || marks > most_marks) {
      shown += written_out(point);
    } else {
      shown += point.bytes;
    }
  }
  return shown;
}

}  // namespace labcheck::text
