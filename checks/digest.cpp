#include "checks/digest.hpp"

#include <array>
#include <bit>
#include <cstdint>

#include <fmt/format.h>

namespace labcheck::checks {
namespace {

constexpr std::string_view base64_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::array<std::uint32_t, 64> sha256_constants{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

using Block = std::array<std::uint32_t, 16>;

Block block_of(std::string_view bytes) {
  Block words{};
  for (std::size_t at = 0; at < 64; ++at) {
    words[at / 4] = (words[at / 4] << 8) | static_cast<unsigned char>(bytes[at]);
  }
  return words;
}

void add_block(std::array<std::uint32_t, 5>& hash, const Block& block) {
  std::array<std::uint32_t, 80> word{};
  for (std::size_t at = 0; at < 80; ++at) {
    word[at] = at < 16 ? block[at] : std::rotl(word[at - 3] ^ word[at - 8] ^ word[at - 14] ^ word[at - 16], 1);
  }
  constexpr std::array<std::uint32_t, 4> constants{0x5A827999, 0x6ED9EBA1, 0x8F1BBCDC, 0xCA62C1D6};
  auto [a, b, c, d, e] = hash;
  for (std::size_t at = 0; at < 80; ++at) {
    const auto mixed = at < 20 ? (b & c) | (~b & d) : at < 40 || at >= 60 ? b ^ c ^ d : (b & c) | (b & d) | (c & d);
    const auto next = std::rotl(a, 5) + mixed + e + constants[at / 20] + word[at];
    e = d;
    d = c;
    c = std::rotl(b, 30);
    b = a;
    a = next;
  }
  const std::array<std::uint32_t, 5> turned{a, b, c, d, e};
  for (std::size_t at = 0; at < hash.size(); ++at) {
    hash[at] += turned[at];
  }
}

void add_block(std::array<std::uint32_t, 8>& hash, const Block& block) {
  std::array<std::uint32_t, 64> word{};
  for (std::size_t at = 0; at < 64; ++at) {
    if (at < 16) {
      word[at] = block[at];
      continue;
    }
    const auto early = std::rotr(word[at - 15], 7) ^ std::rotr(word[at - 15], 18) ^ (word[at - 15] >> 3);
    const auto late = std::rotr(word[at - 2], 17) ^ std::rotr(word[at - 2], 19) ^ (word[at - 2] >> 10);
    word[at] = word[at - 16] + early + word[at - 7] + late;
  }
  auto state = hash;
  for (std::size_t at = 0; at < 64; ++at) {
    auto& [a, b, c, d, e, f, g, h] = state;
    const auto one = h + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) + ((e & f) ^ (~e & g)) +
                     sha256_constants[at] + word[at];
    const auto two = (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    state = {one + two, a, b, c, d + one, e, f, g};
  }
  for (std::size_t at = 0; at < hash.size(); ++at) {
    hash[at] += state[at];
  }
}

template <std::size_t words>
std::string digest(std::array<std::uint32_t, words> hash, std::string_view bytes) {
  std::string padded{bytes};
  padded += '\x80';
  padded.append((120 - padded.size() % 64) % 64, '\0');
  for (int shift = 56; shift >= 0; shift -= 8) {
    padded += static_cast<char>(static_cast<std::uint64_t>(bytes.size()) * 8 >> shift & 0xFF);
  }
  for (std::size_t at = 0; at < padded.size(); at += 64) {
    add_block(hash, block_of(std::string_view{padded}.substr(at, 64)));
  }
  std::string hex;
  for (const auto word : hash) {
    hex += fmt::format("{:08x}", word);
  }
  return hex;
}

}  // namespace

std::string sha1_hex(std::string_view bytes) {
  return digest(std::array<std::uint32_t, 5>{0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0}, bytes);
}

std::string sha256_hex(std::string_view bytes) {
  return digest(std::array<std::uint32_t, 8>{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c,
                                             0x1f83d9ab, 0x5be0cd19},
                bytes);
}

std::string base64_of(std::string_view bytes) {
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const auto part = bytes.substr(at, 3);
    std::uint32_t group = 0;
    for (std::size_t byte = 0; byte < 3; ++byte) {
      group = group << 8 | (byte < part.size() ? static_cast<unsigned char>(part[byte]) : 0U);
    }
    for (std::size_t letter = 0; letter < 4; ++letter) {
      text += letter <= part.size() ? base64_letters[group >> (18 - 6 * letter) & 63] : '=';
    }
  }
  return text;
}

bool read_base64(std::string_view text, std::string& bytes) {
  bytes.clear();
  if (text.size() % 4 != 0) {
    return false;
  }
  const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  for (std::size_t at = 0; at < text.size(); at += 4) {
    std::uint32_t group = 0;
    for (std::size_t letter = at; letter < at + 4; ++letter) {
      const bool padded = letter >= text.size() - padding;
      const auto value = padded ? 0 : base64_letters.find(text[letter]);
      if (value == std::string_view::npos) {
        return false;
      }
      group = group << 6 | static_cast<std::uint32_t>(value);
    }
    for (int shift = 16; shift >= 0; shift -= 8) {
      bytes += static_cast<char>(group >> shift & 0xFF);
    }
  }
  bytes.resize(bytes.size() - padding);
  return true;
}

}  // namespace labcheck::checks
