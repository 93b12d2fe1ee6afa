#include "checks/base64.hpp"

#include <openssl/evp.h>

namespace labcheck::checks {

std::string base64_of(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), reinterpret_cast<const unsigned char*>(bytes.data()),
                  static_cast<int>(bytes.size()));
  text.pop_back();
  return text;
}

// OpenSSL's decoder takes padding anywhere and blanks at the ends, so this one is our own.
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

std::optional<std::string> read_base64(std::string_view text) {
  std::string letters{text};
  std::erase_if(letters,
                [](char letter) { return letter == ' ' || letter == '\n' || letter == '\r' || letter == '\t'; });
  return from_base64(letters);
}

}  // namespace labcheck::checks
