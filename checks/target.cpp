#include "target.hpp"

#include <charconv>

#include <fmt/format.h>

#include <labcheck/reference.hpp>

namespace labcheck::checks {
namespace {

bool is_host(std::string_view host, std::string_view further) {
  for (const char letter : host) {
    const bool alphanumeric =
        (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
    if (!alphanumeric && further.find(letter) == std::string_view::npos) {
      return false;
    }
  }
  return !host.empty() && host.front() != '-';
}

}  // namespace

Result<Target> read_target(std::string_view text, std::uint16_t default_port) {
  const auto wrong = [&] {
    return failed(ErrorKind::invalid, fmt::format("'{}' is no target (write host:port)", text));
  };
  const bool bracketed = text.starts_with('[');
  const auto bracket = bracketed ? text.find(']') : std::string_view::npos;
  if (bracketed && bracket == std::string_view::npos) {
    return wrong();
  }
  const auto host = bracketed ? text.substr(1, bracket - 1) : text.substr(0, text.find(':'));
  const auto rest = bracketed ? text.substr(bracket + 1) : text.substr(host.size());
  if (!is_host(host, bracketed ? ":.%" : ".-_")) {
    return wrong();
  }
  if (rest.empty() && default_port != 0) {
    return Target{.host = std::string{host}, .port = default_port};
  }
  const auto digits = rest.substr(rest.empty() ? 0 : 1);
  int port = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (!rest.starts_with(':') || problem == std::errc::invalid_argument || end != digits.data() + digits.size()) {
    return wrong();
  }
  if (problem != std::errc{} || port < 1 || port > 65535) {
    return failed(ErrorKind::invalid, fmt::format("port {} is outside 1-65535", digits));
  }
  return Target{.host = std::string{host}, .port = static_cast<std::uint16_t>(port)};
}

std::string target_complaint(std::string_view text, std::uint16_t default_port) {
  if (has_references(text)) {
    return {};
  }
  const auto read = read_target(text, default_port);
  return read ? std::string{} : read.error().message;
}

Result<Url> read_url(std::string_view text) {
  const auto wrong = [&](std::string_view why) {
    return failed(ErrorKind::invalid, fmt::format("'{}' is no URL: {}", text, why));
  };
  const bool secure = text.starts_with("https://");
  if (!secure && !text.starts_with("http://")) {
    return wrong("it must begin with http:// or https://");
  }
  for (const char letter : text) {
    if (static_cast<unsigned char>(letter) <= 0x20 || letter == 0x7F) {
      return wrong("a blank or control character stands in it (write %20 for a blank)");
    }
  }
  auto rest = text.substr(secure ? 8 : 7);
  rest = rest.substr(0, rest.find('#'));
  const auto authority = rest.substr(0, rest.find_first_of("/?"));
  if (authority.find('@') != std::string_view::npos) {
    return failed(ErrorKind::invalid, "a URL must hold no user and no password: write user and password beside it");
  }
  auto where = read_target(authority, secure ? 443 : 80);
  if (!where) {
    return wrong(where.error().message);
  }
  const auto target = rest.substr(authority.size());
  return Url{.scheme = secure ? "https" : "http",
             .where = std::move(*where),
             .target = (target.starts_with('/') ? "" : "/") + std::string{target}};
}

}  // namespace labcheck::checks
