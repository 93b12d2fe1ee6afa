#include "address.hpp"

#include <array>
#include <cstdint>
#include <cstring>

#include <arpa/inet.h>

#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

constexpr std::size_t four = 4;
constexpr std::size_t sixteen = 16;

std::string spell(const unsigned char* bytes, std::size_t size) {
  static constexpr std::array<unsigned char, 12> carried{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  if (size == sixteen && std::memcmp(bytes, carried.data(), carried.size()) == 0) {
    return spell(bytes + carried.size(), four);
  }
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(size == four ? AF_INET : AF_INET6, bytes, text.data(), text.size());
  return text.data();
}

}  // namespace

std::optional<std::string> plain_address(std::string_view text) {
  const std::string spelt{text};
  std::array<unsigned char, sixteen> bytes{};
  const bool is_four = inet_pton(AF_INET, spelt.c_str(), bytes.data()) == 1;
  if (spelt.size() != std::strlen(spelt.c_str()) ||
      (!is_four && inet_pton(AF_INET6, spelt.c_str(), bytes.data()) != 1)) {
    return std::nullopt;
  }
  return spell(bytes.data(), is_four ? four : sixteen);
}

std::optional<std::string> kernel_address(std::string_view digits) {
  std::string lower{digits};
  for (auto& digit : lower) {
    digit = digit >= 'A' && digit <= 'F' ? static_cast<char>(digit - 'A' + 'a') : digit;
  }
  const auto words = read_hex(lower);
  if (!words || (words->size() != four && words->size() != sixteen)) {
    return std::nullopt;
  }
  // The kernel prints words of four bytes as numbers of a little-endian machine; every host labcheck meets is one.
  std::array<unsigned char, sixteen> bytes{};
  for (std::size_t at = 0; at < words->size(); ++at) {
    bytes.at(at) = static_cast<unsigned char>((*words)[at / four * four + four - 1 - at % four]);
  }
  return spell(bytes.data(), words->size());
}

bool is_loopback(std::string_view address) {
  return address.starts_with("127.") || address == "::1";
}

}  // namespace labcheck::checks
