#include "checks/cloud/base64.hpp"

#include <cstdint>

namespace labcheck::checks {

std::optional<std::string> read_base64(std::string_view text) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  std::uint32_t bits = 0;
  int letters = 0;
  int padding = 0;
  for (const char letter : text) {
    if (letter == ' ' || letter == '\n' || letter == '\r' || letter == '\t') {
      continue;
    }
    const auto value = alphabet.find(letter);
    if ((value == std::string_view::npos && letter != '=') || (padding > 0 && letter != '=') || padding == 2) {
      return std::nullopt;
    }
    padding += letter == '=' ? 1 : 0;
    bits = (bits << 6) | (letter == '=' ? 0U : static_cast<std::uint32_t>(value));
    if (++letters % 4 == 0) {
      for (int shift = 16; shift >= 0; shift -= 8) {
        bytes += static_cast<char>((bits >> shift) & 0xFF);
      }
      bits = 0;
    }
  }
  if (letters % 4 != 0) {
    return std::nullopt;
  }
  bytes.resize(bytes.size() - static_cast<std::size_t>(padding));
  return bytes;
}

}  // namespace labcheck::checks
