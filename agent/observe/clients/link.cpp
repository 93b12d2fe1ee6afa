#include "observe/clients/link.hpp"

#include <array>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include "observe/clients/conversation.hpp"

namespace labcheck::observe {

namespace {

constexpr std::size_t one_read = 16 * 1024;

tl::unexpected<Error> broken_off() {
  return failed(ErrorKind::lost, "the server ended the conversation");
}

std::string tls_words(SSL* tls) {
  if (const auto verdict = SSL_get_verify_result(tls); verdict != X509_V_OK) {
    return fmt::format("TLS: the certificate is not trusted: {}", one_line(X509_verify_cert_error_string(verdict)));
  }
  const auto problem = ERR_get_error();
  const auto* reason = problem == 0 ? nullptr : ERR_reason_error_string(problem);
  return fmt::format("TLS: {}", reason == nullptr ? "the server ended the conversation" : one_line(reason));
}

bool is_address(const std::string& host) {
  std::array<unsigned char, 16> bytes{};
  return inet_pton(AF_INET, host.c_str(), bytes.data()) == 1 || inet_pton(AF_INET6, host.c_str(), bytes.data()) == 1;
}

}  // namespace

struct Link::Tls {
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context{nullptr, SSL_CTX_free};
  std::unique_ptr<SSL, decltype(&SSL_free)> session{nullptr, SSL_free};
};

Link::Link(int socket) : socket_{socket} {}

Result<std::unique_ptr<Link>> Link::open(std::uint16_t relay_port, bool tls, const std::string& host, bool verify) {
  LABCHECK_TRY_ASSIGN(auto link, open(relay_port));
  if (tls) {
    if (auto secured = link->secure(host, verify); !secured) {
      return tl::unexpected<Error>(secured.error());
    }
  }
  return link;
}

Link::~Link() {
  tls_.reset();
  ::close(socket_);
}

Result<std::unique_ptr<Link>> Link::open(std::uint16_t relay_port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket < 0) {
    return failed(ErrorKind::resource, "no socket to be had");
  }
  std::unique_ptr<Link> link{new Link{socket}};
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(relay_port);
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): what the system's interface asks for
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    return broken_off();
  }
  return link;
}

Result<void> Link::secure(const std::string& host, bool verify) {
  auto tls = std::make_unique<Tls>();
  tls->context.reset(SSL_CTX_new(TLS_client_method()));
  tls->session.reset(tls->context ? SSL_new(tls->context.get()) : nullptr);
  if (!tls->session || SSL_set_fd(tls->session.get(), socket_) != 1) {
    return failed(ErrorKind::resource, "OpenSSL has no memory");
  }
  SSL_CTX_set_default_verify_paths(tls->context.get());
  auto* session = tls->session.get();
  SSL_set_verify(session, verify ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nullptr);
  bool named = true;
  if (is_address(host)) {
    named = X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session), host.c_str()) == 1;
  } else {
    named = SSL_set1_host(session, host.c_str()) == 1 && SSL_set_tlsext_host_name(session, host.c_str()) == 1;
  }
  if (!named) {
    return failed(ErrorKind::resource, "OpenSSL has no memory");
  }
  ERR_clear_error();
  if (SSL_connect(session) != 1) {
    return failed(ErrorKind::lost, verify ? tls_words(session) : "TLS: the server does not agree to it");
  }
  tls_ = std::move(tls);
  return {};
}

Result<void> Link::send(std::string_view bytes) {
  while (!bytes.empty()) {
    ERR_clear_error();
    const auto sent = tls_ ? SSL_write(tls_->session.get(), bytes.data(), static_cast<int>(bytes.size()))
                           : ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) {
      return broken_off();
    }
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return {};
}

Result<std::string> Link::receive() {
  std::string bytes(one_read, '\0');
  ERR_clear_error();
  const auto count = tls_ ? SSL_read(tls_->session.get(), bytes.data(), static_cast<int>(bytes.size()))
                          : ::recv(socket_, bytes.data(), bytes.size(), 0);
  if (count <= 0) {
    return broken_off();
  }
  bytes.resize(static_cast<std::size_t>(count));
  return bytes;
}

}  // namespace labcheck::observe
