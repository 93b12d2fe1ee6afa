#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

namespace labcheck::observe {

/// A TLS handshake, after a protocol's own words that ask for it.
struct TlsRequest {
  std::string name{};             ///< who the service must be, told to it too
  std::vector<std::string> ca{};  ///< whom to trust, each one PEM certificate; none: this system's authorities
  std::string starttls{};         ///< "smtp", "imap", … or empty
  std::string lowest{};           ///< version offered, like "1.2"; empty: any
  std::string highest{};
  std::string ciphers{};            ///< OpenSSL's list for TLS 1.2 and below
  std::vector<std::string> alpn{};  ///< protocols offered
};

enum class TlsEnding {
  answered,       ///< a handshake, or the service's refusal of one
  spoke_wrongly,  ///< the service broke off, or spoke no TLS
  failed,         ///< OpenSSL's own trouble
};

struct TlsOutcome {
  TlsEnding ending{TlsEnding::failed};
  Value reply = Value::object();  ///< accepted, refused, what was agreed on, the certificate
  std::string failure{};          ///< unless answered: one sentence
};

/// A blocking connection to the relay on 127.0.0.1, or an error.
Result<int> connect_to_relay(std::uint16_t relay_port);

/// Shakes hands through the relay; blocks until the relay is closed or it is done.
TlsOutcome perform_tls(const TlsRequest& request, std::uint16_t relay_port);

}  // namespace labcheck::observe
