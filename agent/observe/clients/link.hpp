#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <labcheck/result.hpp>

namespace labcheck::observe {

/// A blocking connection to a relay on 127.0.0.1, for protocols whose library leaves the talking to us; used in a
/// thread of the pool. The relay ends it at the deadline. Errors: lost (the other side broke off, or TLS failed), and
/// resource (ours).
class Link {
 public:
  static Result<std::unique_ptr<Link>> open(std::uint16_t relay_port);
  /// One that speaks TLS from the first byte on, where `tls` wants it.
  static Result<std::unique_ptr<Link>> open(std::uint16_t relay_port, bool tls, const std::string& host, bool verify);
  ~Link();
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  /// Speaks TLS from now on. `host` is whom the certificate must be for, where it is to be verified.
  Result<void> secure(const std::string& host, bool verify);
  Result<void> send(std::string_view bytes);
  /// At least one byte of what comes next.
  Result<std::string> receive();

 private:
  struct Tls;
  explicit Link(int socket);

  int socket_;
  std::unique_ptr<Tls> tls_;
};

}  // namespace labcheck::observe
