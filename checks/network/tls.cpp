#include <array>
#include <charconv>
#include <optional>

#include <labcheck/check_type.hpp>

#include "checks/network/tls_request.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/reply.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "target",
       .kind = ValueKind::text,
       .about = "the service: host or host:port (443, or what starttls usually has)",
       .required = true},
      {.name = "name",
       .kind = ValueKind::text,
       .about = "whom the service must be, told to it too (SNI); without it the target's host"},
      {.name = "ca", .kind = ValueKind::text, .about = "certificates in PEM to trust instead of this machine's"},
      {.name = "starttls",
       .kind = ValueKind::text,
       .about = "the protocol that is asked for TLS first",
       .choices = {"smtp", "imap", "pop3", "ftp", "ldap", "postgresql", "mysql"}},
      {.name = "min",
       .kind = ValueKind::text,
       .about = "the lowest version of TLS offered",
       .choices = {"1.0", "1.1", "1.2", "1.3"}},
      {.name = "max",
       .kind = ValueKind::text,
       .about = "the highest version of TLS offered",
       .choices = {"1.0", "1.1", "1.2", "1.3"}},
      {.name = "ciphers",
       .kind = ValueKind::text,
       .about = "what is offered of TLS 1.2 and below, as OpenSSL lists it"},
      {.name = "alpn",
       .kind = ValueKind::list,
       .about = "application protocols offered: h2, http/1.1",
       .element = ValueKind::text},
  };
}

/// The parts of a distinguished name, and how OpenSSL calls them.
struct Part {
  std::string_view name{};
  const char* given{nullptr};
  std::string_view about{};
};

constexpr std::array<Part, 6> name_parts{{{"common_name", "CN", "common name"},
                                          {"organization", "O", "organisation"},
                                          {"unit", "OU", "unit of it"},
                                          {"country", "C", "country, in two letters"},
                                          {"province", "ST", "province or state"},
                                          {"locality", "L", "city"}}};

std::vector<FactSpec> part_facts() {
  std::vector<FactSpec> all;
  for (const auto& part : name_parts) {
    all.push_back({.name = part.name, .kind = ValueKind::text, .about = part.about});
  }
  return all;
}

std::vector<FactSpec> certificate_facts() {
  return {
      {.name = "valid",
       .kind = ValueKind::boolean,
       .about = "whether the certificate leads to a trusted authority, is in its time and made out to the name"},
      {.name = "problem", .kind = ValueKind::text, .about = "why it is not valid: the first thing found"},
      {.name = "matches_name", .kind = ValueKind::boolean, .about = "whether the certificate is made out to the name"},
      {.name = "self_signed", .kind = ValueKind::boolean, .about = "whether the certificate is signed by itself"},
      {.name = "authority", .kind = ValueKind::boolean, .about = "whether it may sign other certificates"},
      {.name = "subject", .kind = ValueKind::map, .about = "whom it is for, by parts", .fields = part_facts()},
      {.name = "issuer", .kind = ValueKind::map, .about = "who signed it, by parts", .fields = part_facts()},
      {.name = "names",
       .kind = ValueKind::list,
       .about = "the host names and addresses that it is made out to",
       .element = ValueKind::text},
      {.name = "not_before", .kind = ValueKind::text, .about = "from when it counts: 2026-01-31T12:00:00Z"},
      {.name = "not_after", .kind = ValueKind::text, .about = "until when it counts"},
      {.name = "days_left",
       .kind = ValueKind::integer,
       .about = "whole days from the asking until not_after; negative when it is over"},
      {.name = "key_type", .kind = ValueKind::text, .about = "RSA, EC, ED25519, …"},
      {.name = "key_bits", .kind = ValueKind::integer, .about = "the size of the key"},
      {.name = "signature", .kind = ValueKind::text, .about = "how it is signed: RSA-SHA256, ecdsa-with-SHA256, …"},
      {.name = "serial", .kind = ValueKind::text, .about = "its number, in hex"},
      {.name = "fingerprint", .kind = ValueKind::text, .about = "its SHA-256, in hex"},
      {.name = "chain", .kind = ValueKind::integer, .about = "how many certificates the service showed"},
  };
}

std::vector<FactSpec> facts() {
  std::vector<FactSpec> all{
      {.name = "connected", .kind = ValueKind::boolean, .about = "whether the service takes connections"},
      {.name = "reason", .kind = ValueKind::text, .about = "why there is no connection, in words"},
      {.name = "failure", .kind = ValueKind::text, .about = "what was wrong with a service that speaks no TLS"},
      {.name = "accepted", .kind = ValueKind::boolean, .about = "whether a handshake came about"},
      {.name = "refused",
       .kind = ValueKind::map,
       .about = "the service's refusal: its alert (70: protocol version, 40: handshake failure, …), or what it said to "
                "starttls",
       .fields = {{.name = "code", .kind = ValueKind::text, .about = "the alert's number, or the reply's code"},
                  {.name = "message", .kind = ValueKind::text, .about = "in words"}}},
      {.name = "protocol", .kind = ValueKind::text, .about = "the version agreed on: TLSv1.2, TLSv1.3"},
      {.name = "cipher", .kind = ValueKind::text, .about = "the cipher agreed on, by OpenSSL's name"},
      {.name = "alpn", .kind = ValueKind::text, .about = "the application protocol agreed on"},
  };
  for (auto& fact : certificate_facts()) {
    all.push_back(std::move(fact));
  }
  return all;
}

/// A moment as the client spells it: 2026-01-31T12:00:00Z.
std::optional<Time> read_time(std::string_view text) {
  constexpr std::string_view shape = "dddd-dd-ddTdd:dd:ddZ";
  if (text.size() != shape.size()) {
    return std::nullopt;
  }
  for (std::size_t at = 0; at < shape.size(); ++at) {
    const bool digit = text[at] >= '0' && text[at] <= '9';
    if (shape[at] == 'd' ? !digit : text[at] != shape[at]) {
      return std::nullopt;
    }
  }
  const auto number = [&](std::size_t at, std::size_t size) {
    int value = 0;
    std::from_chars(text.data() + at, text.data() + at + size, value);
    return value;
  };
  const std::chrono::year_month_day day{std::chrono::year{number(0, 4)},
                                        std::chrono::month{static_cast<unsigned>(number(5, 2))},
                                        std::chrono::day{static_cast<unsigned>(number(8, 2))}};
  if (!day.ok()) {
    return std::nullopt;
  }
  return Time{std::chrono::sys_days{day}} + std::chrono::hours{number(11, 2)} + std::chrono::minutes{number(14, 2)} +
         std::chrono::seconds{number(17, 2)};
}

Result<Value> read_name(const Value& certificate, std::string_view which) {
  LABCHECK_TRY_ASSIGN(const auto name, member<Value>(certificate, which));
  Value parts = Value::object();
  for (const auto& part : name_parts) {
    if (name.contains(part.given)) {
      LABCHECK_TRY_ASSIGN(parts[std::string{part.name}], member<std::string>(name, part.given));
    }
  }
  return parts;
}

Result<void> read_certificate(const Value& certificate, Time asked, Value& facts) {
  LABCHECK_TRY_ASSIGN(facts["names"], list_member(certificate, "names"));
  LABCHECK_TRY_ASSIGN(facts["subject"], read_name(certificate, "subject"));
  LABCHECK_TRY_ASSIGN(facts["issuer"], read_name(certificate, "issuer"));
  for (const auto* name : {"not_before", "not_after", "signature", "serial", "fingerprint"}) {
    LABCHECK_TRY_ASSIGN(facts[name], member<std::string>(certificate, name));
  }
  for (const auto* name : {"self_signed", "authority", "matches_name"}) {
    LABCHECK_TRY_ASSIGN(facts[name], member<bool>(certificate, name));
  }
  LABCHECK_TRY_ASSIGN(const auto key, member<Value>(certificate, "key"));
  LABCHECK_TRY_ASSIGN(facts["key_type"], member<std::string>(key, "type"));
  LABCHECK_TRY_ASSIGN(facts["key_bits"], member<std::int64_t>(key, "bits"));
  const auto end = read_time(facts["not_after"].get<std::string>());
  if (!end) {
    return unreadable("the certificate's end is no time: '" + excerpt(facts["not_after"].get<std::string>()) + "'");
  }
  facts["days_left"] = std::chrono::floor<std::chrono::days>(*end - asked).count();
  return {};
}

Result<Value> read_refusal(const Value& reply) {
  LABCHECK_TRY_ASSIGN(const auto refused, member<Value>(reply, "refused"));
  Value facts = Value::object();
  LABCHECK_TRY_ASSIGN(facts["code"], member<std::string>(refused, "code"));
  LABCHECK_TRY_ASSIGN(facts["message"], member<std::string>(refused, "message"));
  return facts;
}

Result<Value> read(const Value&, const Answer& answer) {
  const auto& reply = answer.reply;
  LABCHECK_TRY_ASSIGN(const auto connected, member<bool>(reply, "connected"));
  Value facts{{"connected", connected}, {"accepted", false}, {"valid", false}};
  if (!connected) {
    LABCHECK_TRY_ASSIGN(facts["reason"], member<std::string>(reply, "reason"));
    return facts;
  }
  LABCHECK_TRY_ASSIGN(const auto accepted, member<bool>(reply, "accepted"));
  facts["accepted"] = accepted;
  if (!accepted && reply.contains("failure")) {
    LABCHECK_TRY_ASSIGN(facts["failure"], member<std::string>(reply, "failure"));
    return facts;
  }
  if (!accepted) {
    LABCHECK_TRY_ASSIGN(facts["refused"], read_refusal(reply));
    return facts;
  }
  for (const auto* name : {"protocol", "cipher", "alpn"}) {
    LABCHECK_TRY_ASSIGN(facts[name], member<std::string>(reply, name));
  }
  LABCHECK_TRY_ASSIGN(const auto valid, member<bool>(reply, "valid"));
  facts["valid"] = valid;
  if (!valid) {
    LABCHECK_TRY_ASSIGN(facts["problem"], member<std::string>(reply, "problem"));
  }
  if (reply.contains("certificate")) {
    LABCHECK_TRY_ASSIGN(facts["chain"], member<std::int64_t>(reply, "chain"));
    if (const auto certificate = read_certificate(reply.at("certificate"), answer.started, facts); !certificate) {
      return tl::unexpected<Error>(certificate.error());
    }
  }
  return facts;
}

}  // namespace

CheckType tls() {
  return {
      .name = "tls",
      .subject = "network",
      .about = "a TLS handshake with a service: what it agrees to, and its certificate",
      .reach = Reach::protocol,
      .main_parameter = "target",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{valid: true}",
      .example =
          "on: client\ntls: {target: \"192.168.10.11:443\", name: www.lab.example, max: \"1.2\"}\n"
          "expect: {valid: true, days_left: {at_least: 30}, names: {contains: www.lab.example}, key_bits: {at_least: "
          "2048}}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = tls_complaint,
      .request = tls_request,
      .read = read,
  };
}

}  // namespace labcheck::checks
