#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace labcheck::text {

/// One step through a text: a code point with its bytes, or a byte that is no UTF-8.
struct CodePoint {
  char32_t value{0};
  std::string_view bytes{};
  bool valid{true};
};

/// Takes the first code point off the front of a text that isn't empty.
CodePoint take(std::string_view& text);

/// Whether a terminal or a reader could be deceived by it: a control character, an escape, a bidirectional or another
/// invisible mark, a line or paragraph separator, a noncharacter.
bool is_deceptive(char32_t point);

/// Columns that a code point takes on a terminal: 0, 1 or 2.
int width_of(char32_t point);

/// Columns that a text without control characters takes on a terminal.
std::size_t display_width(std::string_view text);

}  // namespace labcheck::text
