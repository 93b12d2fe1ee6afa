#include "checks/network/tls_request.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include <labcheck/reference.hpp>

#include "checks/parameters.hpp"
#include "checks/target.hpp"

namespace labcheck::checks {
namespace {

constexpr std::string_view begins = "-----BEGIN CERTIFICATE-----";
constexpr std::string_view ends = "-----END CERTIFICATE-----";
constexpr std::size_t longest_protocol = 255;

struct Usual {
  std::string_view protocol{};
  std::uint16_t port{0};
};

constexpr std::array<Usual, 8> usual_ports{{{"", 443},
                                            {"smtp", 25},
                                            {"imap", 143},
                                            {"pop3", 110},
                                            {"ftp", 21},
                                            {"ldap", 389},
                                            {"postgresql", 5432},
                                            {"mysql", 3306}}};

std::uint16_t usual_port(const Value& parameters) {
  const auto protocol = text_of(parameters, "starttls");
  const auto* found = std::find_if(usual_ports.begin(), usual_ports.end(),
                                   [&](const Usual& usual) { return usual.protocol == protocol; });
  return found == usual_ports.end() ? usual_ports.front().port : found->port;
}

/// The certificates in a PEM text, one by one; whatever stands between them is comment.
std::vector<std::string> certificates_in(std::string_view text) {
  std::vector<std::string> found;
  for (auto at = text.find(begins); at != std::string_view::npos; at = text.find(begins, at)) {
    const auto end = text.find(ends, at);
    if (end == std::string_view::npos) {
      return {};
    }
    found.push_back(std::string{text.substr(at, end + ends.size() - at)} + '\n');
    at = end;
  }
  return found;
}

}  // namespace

std::string tls_complaint(const Value& parameters) {
  if (auto wrong = target_complaint(text_of(parameters, "target"), usual_port(parameters)); !wrong.empty()) {
    return wrong;
  }
  const auto lowest = text_of(parameters, "min");
  const auto highest = text_of(parameters, "max");
  const bool open = has_references(lowest) || has_references(highest);
  if (!lowest.empty() && !highest.empty() && !open && lowest > highest) {
    return fmt::format("min {} is above max {}", lowest, highest);
  }
  if (given(parameters, "ciphers") && (highest.empty() || highest == "1.3")) {
    return "ciphers are those of TLS 1.2 and below: say max: \"1.2\" too";
  }
  if (given(parameters, "name") && !is_name(text_of(parameters, "name"), ".-_:")) {
    return fmt::format("'{}' is no name of a server", text_of(parameters, "name"));
  }
  for (const auto& protocol : texts_of(parameters, "alpn")) {
    if (protocol.empty() || protocol.size() > longest_protocol) {
      return "a protocol of alpn takes 1 to 255 bytes";
    }
  }
  const auto ca = text_of(parameters, "ca");
  if (given(parameters, "ca") && !has_references(ca) && certificates_in(ca).empty()) {
    return "ca holds no certificate in PEM";
  }
  return "";
}

Result<Request> tls_request(const Value& parameters) {
  if (const auto wrong = tls_complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  LABCHECK_TRY_ASSIGN(const auto target, read_target(text_of(parameters, "target"), usual_port(parameters)));
  Value details{{"name", given(parameters, "name") ? text_of(parameters, "name") : target.host}};
  if (given(parameters, "ca")) {
    details["ca"] = certificates_in(text_of(parameters, "ca"));
  }
  constexpr std::array<std::pair<const char*, const char*>, 4> texts{
      {{"starttls", "starttls"}, {"min", "lowest"}, {"max", "highest"}, {"ciphers", "ciphers"}}};
  for (const auto& [name, detail] : texts) {
    if (given(parameters, name)) {
      details[detail] = text_of(parameters, name);
    }
  }
  if (given(parameters, "alpn")) {
    details["alpn"] = texts_of(parameters, "alpn");
  }
  return Exchange{.protocol = "tls", .host = target.host, .port = target.port, .details = std::move(details)};
}

}  // namespace labcheck::checks
