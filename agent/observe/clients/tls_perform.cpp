#include "observe/clients/tls_perform.hpp"

#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include "observe/clients/conversation.hpp"
#include "observe/clients/tls_certificate.hpp"
#include "observe/clients/tls_starttls.hpp"

namespace labcheck::observe {

namespace {

using Settings = std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)>;
using Handshake = std::unique_ptr<SSL, decltype(&SSL_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

struct Socket {
  int number{-1};
  ~Socket() {
    if (number >= 0) {
      ::close(number);
    }
  }
};

std::string openssl_words() {
  const auto code = ERR_peek_error();
  const char* words = code == 0 ? nullptr : ERR_reason_error_string(code);
  return words == nullptr ? "" : one_line(words);
}

int version_of(const std::string& word) {
  return word == "1.0"   ? TLS1_VERSION
         : word == "1.1" ? TLS1_1_VERSION
         : word == "1.2" ? TLS1_2_VERSION
         : word == "1.3" ? TLS1_3_VERSION
                         : 0;
}

/// The first thing that OpenSSL would not take, or an empty text.
std::string set_trust(SSL_CTX* settings, const std::vector<std::string>& authorities) {
  if (authorities.empty()) {
    return SSL_CTX_set_default_verify_paths(settings) == 1 ? "" : "this system's authorities can't be read";
  }
  for (const auto& text : authorities) {
    const std::unique_ptr<BIO, decltype(&BIO_free)> source{BIO_new_mem_buf(text.data(), static_cast<int>(text.size())),
                                                           BIO_free};
    const Certificate certificate{PEM_read_bio_X509(source.get(), nullptr, nullptr, nullptr), X509_free};
    if (!certificate || X509_STORE_add_cert(SSL_CTX_get_cert_store(settings), certificate.get()) != 1) {
      return "ca holds no certificate in PEM: " + openssl_words();
    }
  }
  return {};
}

std::string alpn_bytes(const std::vector<std::string>& protocols) {
  std::string bytes;
  for (const auto& protocol : protocols) {
    bytes += static_cast<char>(protocol.size());
    bytes += protocol;
  }
  return bytes;
}

/// Offers whatever OpenSSL can, weak things too: what a service takes of it is what is asked about.
std::string set_offer(SSL_CTX* settings, const TlsRequest& request) {
  SSL_CTX_set_security_level(settings, 0);
  SSL_CTX_set_options(settings, SSL_OP_LEGACY_SERVER_CONNECT | SSL_OP_IGNORE_UNEXPECTED_EOF);
  const int lowest = request.lowest.empty() ? TLS1_VERSION : version_of(request.lowest);
  const int highest = request.highest.empty() ? TLS1_3_VERSION : version_of(request.highest);
  if (SSL_CTX_set_min_proto_version(settings, lowest) != 1 || SSL_CTX_set_max_proto_version(settings, highest) != 1) {
    return "OpenSSL speaks none of these versions";
  }
  const auto* ciphers = request.ciphers.empty() ? "ALL:!aNULL:@SECLEVEL=0" : request.ciphers.c_str();
  if (SSL_CTX_set_cipher_list(settings, ciphers) != 1) {
    return "OpenSSL knows none of these ciphers";
  }
  SSL_CTX_set_security_level(settings, 0);
  const auto alpn = alpn_bytes(request.alpn);
  const auto* bytes = reinterpret_cast<const unsigned char*>(alpn.data());
  if (!alpn.empty() && SSL_CTX_set_alpn_protos(settings, bytes, static_cast<unsigned int>(alpn.size())) != 0) {
    return "OpenSSL won't offer these protocols";
  }
  return {};
}

bool is_address(const std::string& name) {
  const std::unique_ptr<ASN1_OCTET_STRING, decltype(&ASN1_OCTET_STRING_free)> bytes{a2i_IPADDRESS(name.c_str()),
                                                                                    ASN1_OCTET_STRING_free};
  return bytes != nullptr;
}

void set_name(SSL* handshake, const std::string& name) {
  auto* wanted = SSL_get0_param(handshake);
  X509_VERIFY_PARAM_set_flags(wanted, X509_V_FLAG_PARTIAL_CHAIN);
  X509_VERIFY_PARAM_set_hostflags(wanted, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  if (is_address(name)) {
    X509_VERIFY_PARAM_set1_ip_asc(wanted, name.c_str());
  } else {
    SSL_set_tlsext_host_name(handshake, name.c_str());
    SSL_set1_host(handshake, name.c_str());
  }
}

Value agreed_value(SSL* handshake, const std::string& name) {
  const unsigned char* alpn = nullptr;
  unsigned int size = 0;
  SSL_get0_alpn_selected(handshake, &alpn, &size);
  const auto result = SSL_get_verify_result(handshake);
  Value reply{{"accepted", true},
              {"protocol", SSL_get_version(handshake)},
              {"cipher", SSL_get_cipher_name(handshake)},
              {"alpn", valid_utf8({reinterpret_cast<const char*>(alpn), size})}};
  const Certificate certificate{SSL_get1_peer_certificate(handshake), X509_free};
  reply["valid"] = certificate && result == X509_V_OK;
  if (!certificate) {
    reply["problem"] = "the service showed no certificate";
    return reply;
  }
  if (result != X509_V_OK) {
    reply["problem"] = one_line(X509_verify_cert_error_string(result));
  }
  reply["certificate"] = certificate_value(certificate.get());
  reply["certificate"]["matches_name"] = is_made_out_to(certificate.get(), name);
  reply["chain"] = sk_X509_num(SSL_get_peer_cert_chain(handshake));
  return reply;
}

/// A handshake that did not come about: the service's own alert is its refusal.
TlsOutcome without_handshake() {
  const auto code = ERR_peek_error();
  const int reason = ERR_GET_REASON(code);
  TlsOutcome outcome{.ending = TlsEnding::answered, .reply = {{"accepted", false}}};
  if (ERR_GET_LIB(code) == ERR_LIB_SSL && reason >= SSL_AD_REASON_OFFSET) {
    outcome.reply["refused"] = {{"code", std::to_string(reason - SSL_AD_REASON_OFFSET)},
                                {"message", SSL_alert_desc_string_long(reason - SSL_AD_REASON_OFFSET)}};
    return outcome;
  }
  if (ERR_GET_LIB(code) == ERR_LIB_SSL &&
      (reason == SSL_R_NO_PROTOCOLS_AVAILABLE || reason == SSL_R_NO_CIPHERS_AVAILABLE)) {
    return {.ending = TlsEnding::failed, .failure = "OpenSSL can offer nothing of what is asked: " + openssl_words()};
  }
  outcome.ending = TlsEnding::spoke_wrongly;
  outcome.failure = code == 0 ? "the service broke off during the handshake" : "no TLS handshake: " + openssl_words();
  return outcome;
}

PlainTalk talk_over(int socket) {
  return {.receive = [socket]() -> std::optional<char> {
            char byte = 0;
            return ::recv(socket, &byte, 1, 0) == 1 ? std::optional{byte} : std::nullopt;
          },
          .send =
              [socket](std::string_view bytes) {
                return ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size());
              }};
}

/// The outcome when the protocol's own words did not lead to TLS.
std::optional<TlsOutcome> without_tls(const std::string& protocol, int socket) {
  if (protocol.empty()) {
    return std::nullopt;
  }
  const auto asked = ask_for_tls(protocol, talk_over(socket));
  if (!asked) {
    const bool ours = asked.error().kind == ErrorKind::invalid;
    return TlsOutcome{.ending = ours ? TlsEnding::failed : TlsEnding::spoke_wrongly,
                      .reply = {{"accepted", false}},
                      .failure = asked.error().message};
  }
  if (asked->taken) {
    return std::nullopt;
  }
  return TlsOutcome{.ending = TlsEnding::answered,
                    .reply = {{"accepted", false},
                              {"refused", {{"code", one_line(asked->code)}, {"message", one_line(asked->message)}}}}};
}

}  // namespace

Result<int> connect_to_relay(std::uint16_t relay_port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(relay_port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (socket < 0 || ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    const std::string why = std::strerror(errno);
    ::close(socket);
    return failed(ErrorKind::resource, "no connection within this machine: " + why);
  }
  return socket;
}

TlsOutcome perform_tls(const TlsRequest& request, std::uint16_t relay_port) {
  ERR_clear_error();
  const Settings settings{SSL_CTX_new(TLS_client_method()), SSL_CTX_free};
  if (!settings) {
    return {.ending = TlsEnding::failed, .failure = "OpenSSL has no memory"};
  }
  auto wrong = set_offer(settings.get(), request);
  wrong = wrong.empty() ? set_trust(settings.get(), request.ca) : wrong;
  if (!wrong.empty()) {
    return {.ending = TlsEnding::failed, .failure = std::move(wrong)};
  }
  const auto connected = connect_to_relay(relay_port);
  if (!connected) {
    return {.ending = TlsEnding::failed, .failure = connected.error().message};
  }
  const Socket socket{*connected};
  if (auto outcome = without_tls(request.starttls, socket.number)) {
    return std::move(*outcome);
  }
  const Handshake handshake{SSL_new(settings.get()), SSL_free};
  if (!handshake || SSL_set_fd(handshake.get(), socket.number) != 1) {
    return {.ending = TlsEnding::failed, .failure = "OpenSSL has no memory"};
  }
  set_name(handshake.get(), request.name);
  ERR_clear_error();
  if (SSL_connect(handshake.get()) != 1) {
    return without_handshake();
  }
  TlsOutcome outcome{.ending = TlsEnding::answered, .reply = agreed_value(handshake.get(), request.name)};
  SSL_shutdown(handshake.get());
  return outcome;
}

}  // namespace labcheck::observe
