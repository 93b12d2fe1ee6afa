#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace labcheck {

/// Whether a control character of ASCII stands in the text: what could end a line, and so a command, of a protocol.
inline bool holds_controls(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return byte < 0x20 || byte == 0x7F;
  });
}

/// The text with ASCII's capitals made small, whatever the locale.
inline std::string lower_case(std::string_view text) {
  std::string made{text};
  for (char& letter : made) {
    letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter | 0x20) : letter;
  }
  return made;
}

}  // namespace labcheck
