#include "prefix.hpp"

#include <algorithm>

#include <arpa/inet.h>

#include <fmt/format.h>

#include "checks/network/address.hpp"
#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

constexpr int bits_of_byte = 8;

int longest(bool six) {
  return six ? 128 : 32;
}

bool bit(const Prefix& prefix, int at) {
  const auto byte = prefix.bytes.at(static_cast<std::size_t>(at / bits_of_byte));
  return ((byte >> (bits_of_byte - 1 - at % bits_of_byte)) & 1) != 0;
}

// A prefix's length, also as IPv4's 255.255.0.0: ones, then zeros.
std::optional<int> read_length(std::string_view text, bool six) {
  if (const auto number = read_integer(text)) {
    return text.front() != '-' && *number <= longest(six) ? std::optional{static_cast<int>(*number)} : std::nullopt;
  }
  const auto mask = six || text.find('/') != std::string_view::npos ? std::nullopt : read_prefix(text);
  if (!mask || mask->six) {
    return std::nullopt;
  }
  int ones = 0;
  while (ones < longest(false) && bit(*mask, ones)) {
    ++ones;
  }
  for (int at = ones; at < longest(false); ++at) {
    if (bit(*mask, at)) {
      return std::nullopt;
    }
  }
  return ones;
}

}  // namespace

std::optional<Prefix> read_prefix(std::string_view text) {
  if (text == "default") {
    return Prefix{};
  }
  const auto slash = text.find('/');
  const std::string address{text.substr(0, slash)};
  Prefix prefix;
  prefix.six = address.find(':') != std::string::npos;
  if (address.find('\0') != std::string::npos ||
      inet_pton(prefix.six ? AF_INET6 : AF_INET, address.c_str(), prefix.bytes.data()) != 1) {
    return std::nullopt;
  }
  const auto length =
      slash == std::string_view::npos ? longest(prefix.six) : read_length(text.substr(slash + 1), prefix.six);
  if (!length) {
    return std::nullopt;
  }
  prefix.length = *length;
  return prefix;
}

Prefix network_of(Prefix prefix) {
  for (int at = prefix.length; at < longest(prefix.six); ++at) {
    auto& byte = prefix.bytes.at(static_cast<std::size_t>(at / bits_of_byte));
    byte = static_cast<unsigned char>(byte & ~(1U << (bits_of_byte - 1 - at % bits_of_byte)));
  }
  return prefix;
}

std::string spelt(const Prefix& prefix) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(prefix.six ? AF_INET6 : AF_INET, prefix.bytes.data(), text.data(), text.size());
  return fmt::format("{}/{}", text.data(), prefix.length);
}

bool same(const Prefix& one, const Prefix& other) {
  return one.length == other.length && covers(one, other);
}

bool covers(const Prefix& outer, const Prefix& inner) {
  return outer.length <= inner.length && overlap(outer, inner);
}

bool overlap(const Prefix& one, const Prefix& other) {
  if (one.six != other.six) {
    return false;
  }
  for (int at = 0; at < std::min(one.length, other.length); ++at) {
    if (bit(one, at) != bit(other, at)) {
      return false;
    }
  }
  return true;
}

}  // namespace labcheck::checks
