#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <labcheck/result.hpp>

namespace labcheck::observe {

/// How a service answered the request to begin TLS: taken, or refused with its code and words.
struct StartTls {
  bool taken{false};
  std::string code{};
  std::string message{};
};

/// What a protocol's words before TLS are spoken over. `receive` gives the next byte, or nothing at the end.
struct PlainTalk {
  std::function<std::optional<char>()> receive{};
  std::function<bool(std::string_view bytes)> send{};
};

/// Asks for TLS in the words of "smtp", "imap", "pop3", "ftp", "ldap", "postgresql" or "mysql". An error for a service
/// that breaks off or does not speak the protocol; no byte beyond its answer is read.
Result<StartTls> ask_for_tls(std::string_view protocol, const PlainTalk& talk);

}  // namespace labcheck::observe
