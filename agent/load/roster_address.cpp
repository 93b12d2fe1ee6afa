#include "load/roster_address.hpp"

#include <algorithm>
#include <cstdlib>

#include <arpa/inet.h>

#include <fmt/format.h>

#include <labcheck/reading.hpp>

namespace labcheck::load {
namespace {

/// What stands behind a '%' is the name of an interface; and inet_pton reads up to a NUL.
bool is_ipv6(const std::string& text) {
  constexpr std::string_view digits = "0123456789abcdefABCDEF:.";
  constexpr std::string_view letters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_.-";
  const auto zone = text.find('%');
  const auto number = text.substr(0, zone);
  const bool good_zone = zone == std::string::npos ||
                         (zone + 1 < text.size() && text.find_first_not_of(letters, zone + 1) == std::string::npos);
  in6_addr address{};
  return good_zone && number.find_first_not_of(digits) == std::string::npos &&
         inet_pton(AF_INET6, number.c_str(), &address) == 1;
}

/// Digits and dots only: meant as IPv4, so it must be one (a name of digits would be looked up somewhere).
bool is_bad_ipv4(const std::string& text) {
  in_addr address{};
  return text.find_first_not_of("0123456789.") == std::string::npos && inet_pton(AF_INET, text.c_str(), &address) != 1;
}

bool is_name(const std::string& text) {
  const auto good = [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
           letter == '.' || letter == '-' || letter == '_';
  };
  return !text.empty() && text.size() <= 253 && text[0] != '-' && text[0] != '.' &&
         std::all_of(text.begin(), text.end(), good);
}

Result<std::uint16_t> parse_port(std::string_view text) {
  const Node node{.kind = Node::Kind::scalar, .text = std::string{text}};
  LABCHECK_TRY_ASSIGN(const auto port, read_value(node, ValueKind::port));
  return port.get<std::uint16_t>();
}

/// Host and port apart; a bare IPv6 address has no port.
Result<HostAddress> split(std::string_view text) {
  HostAddress address;
  std::string_view port;
  if (text.starts_with('[')) {
    const auto end = text.find(']');
    if (end == std::string_view::npos || (end + 1 < text.size() && text[end + 1] != ':')) {
      return failed(ErrorKind::invalid, fmt::format("'{}' is no address (write [2001:db8::7]:22)", text));
    }
    address.host = text.substr(1, end - 1);
    port = end + 1 < text.size() ? text.substr(end + 1) : std::string_view{};
    if (!is_ipv6(address.host)) {
      return failed(ErrorKind::invalid, fmt::format("'{}' is no IPv6 address", address.host));
    }
  } else if (std::count(text.begin(), text.end(), ':') > 1) {
    address.host = text;
    if (!is_ipv6(address.host)) {
      return failed(ErrorKind::invalid, fmt::format("'{}' is no address (write [2001:db8::7]:22)", text));
    }
  } else {
    address.host = text.substr(0, text.find(':'));
    port = text.substr(address.host.size());
  }
  if (!port.empty()) {
    LABCHECK_TRY_ASSIGN(address.port, parse_port(port.substr(1)));
  }
  return address;
}

}  // namespace

Result<HostAddress> parse_host_address(std::string_view text) {
  const auto at = text.rfind('@');
  LABCHECK_TRY_ASSIGN(auto address, split(at == std::string_view::npos ? text : text.substr(at + 1)));
  if (at != std::string_view::npos) {
    address.user = text.substr(0, at);
    if (address.user.empty()) {
      return failed(ErrorKind::invalid, fmt::format("'{}' has no user before '@'", text));
    }
  }
  if (!is_ipv6(address.host) && (!is_name(address.host) || is_bad_ipv4(address.host))) {
    return failed(ErrorKind::invalid, fmt::format("'{}' is no name or address of a host", address.host));
  }
  return address;
}

Result<RosterHost> parse_bare_host(std::string_view text) {
  RosterHost host;
  if (text == "local") {
    host.local = true;
    host.connect_host = "localhost";
    host.address = "127.0.0.1";
    return host;
  }
  LABCHECK_TRY_ASSIGN(const auto address, parse_host_address(text));
  if (!address.user.empty()) {
    return failed(ErrorKind::invalid, fmt::format("'{}' names a user (write it under 'user')", text));
  }
  host.connect_host = address.host;
  host.connect_port = address.port;
  host.address = address.host;
  return host;
}

std::string expand_home(const std::string& path) {
  const char* home = std::getenv("HOME");
  if (home == nullptr || (path != "~" && !path.starts_with("~/"))) {
    return path;
  }
  return home + path.substr(1);
}

}  // namespace labcheck::load
