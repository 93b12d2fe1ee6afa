#include "parts.hpp"

namespace labcheck::checks {

const std::string* Package::part(std::string_view name) const {
  const auto found = parts.find(name);
  return found == parts.end() ? nullptr : &found->second;
}

std::optional<std::string> from_base64(std::string_view text) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  if (text.size() % 4 != 0) {
    return std::nullopt;
  }
  std::string bytes;
  unsigned held = 0;
  std::size_t padding = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto value = alphabet.find(text[at]);
    padding += text[at] == '=' ? 1 : 0;
    if ((value == std::string_view::npos && text[at] != '=') || (padding > 0 && text[at] != '=') || padding > 2) {
      return std::nullopt;
    }
    held = held << 6U | static_cast<unsigned>(value == std::string_view::npos ? 0 : value);
    if (at % 4 == 3) {
      for (const unsigned shift : {16U, 8U, 0U}) {
        bytes += static_cast<char>(held >> shift & 0xFFU);
      }
      held = 0;
    }
  }
  bytes.resize(bytes.size() - padding);
  return bytes;
}

Value Gathered::facts() const {
  return {{"text", text}, {"headings", headings}, {"tables", tables}, {"images", images}};
}

}  // namespace labcheck::checks
