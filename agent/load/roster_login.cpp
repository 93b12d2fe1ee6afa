#include "load/roster_login.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <labcheck/spelling.hpp>

#include "load/roster_address.hpp"

namespace labcheck::load {
namespace {

struct SecretForm {
  std::string_view key{};
  SecretSpec::Kind kind{};
};

constexpr std::array secret_forms{SecretForm{"env", SecretSpec::Kind::env}, SecretForm{"file", SecretSpec::Kind::file},
                                  SecretForm{"command", SecretSpec::Kind::command},
                                  SecretForm{"ask", SecretSpec::Kind::ask}};

constexpr std::array<std::string_view, 4> key_types{"ssh-ed25519", "ecdsa-sha2-nistp256", "ssh-rsa",
                                                    "ecdsa-sha2-nistp384"};

std::optional<std::string> optional_text(Fields& fields, std::string_view key) {
  return fields.entry(key) == nullptr ? std::nullopt : std::optional{fields.text(key, false)};
}

std::optional<bool> optional_boolean(Fields& fields, std::string_view key) {
  return fields.entry(key) == nullptr ? std::nullopt : std::optional{fields.boolean(key, false)};
}

/// `TYPE BASE64`, as in known_hosts.
void check_host_key(const Entry* entry, const std::string& text, Findings& findings) {
  const auto space = text.find(' ');
  const auto type = text.substr(0, space);
  if (text.empty()) {
    return;
  }
  if (std::find(key_types.begin(), key_types.end(), type) == key_types.end() && type != "ecdsa-sha2-nistp521") {
    findings.error(entry->value.place, fmt::format("'{}' is no type of a host key (write \"ssh-ed25519 AAAA…\"){}",
                                                   type, did_you_mean(type, key_types)));
  } else if (space == std::string::npos || !text.substr(space + 1).starts_with("AAAA")) {
    findings.error(entry->value.place, fmt::format("host key '{}' is incomplete (write \"{} AAAA…\")", text, type));
  }
}

std::optional<SecretSpec> secret_of(Fields& fields, std::string_view key, std::vector<SecretSpec>& literals,
                                    Findings& findings) {
  const auto* entry = fields.entry(key);
  if (entry == nullptr) {
    return std::nullopt;
  }
  auto secret = read_secret(entry->value, key, findings);
  if (secret && secret->kind == SecretSpec::Kind::literal) {
    literals.push_back(*secret);
  }
  return secret;
}

}  // namespace

std::optional<SecretSpec> read_secret(const Node& node, std::string_view key, Findings& findings) {
  const auto wrong = [&](const Place& place, std::string message) {
    findings.error(place, std::move(message));
    return std::nullopt;
  };
  if (node.is_scalar() && !node.text.empty()) {
    return SecretSpec{.kind = SecretSpec::Kind::literal, .text = node.text, .place = node.place};
  }
  if (!node.is_map() || node.entries.size() != 1) {
    return wrong(node.place, fmt::format("'{}' must be one of {{env: NAME}}, {{file: PATH}}, {{command: COMMAND}}, "
                                         "{{ask: PROMPT}}, found {}",
                                         key, node.is_map() ? "a map of other keys" : found(node)));
  }
  const auto& entry = node.entries.front();
  const auto form = std::find_if(secret_forms.begin(), secret_forms.end(),
                                 [&](const SecretForm& each) { return each.key == entry.key; });
  if (form == secret_forms.end()) {
    std::vector<std::string_view> keys;
    for (const auto& each : secret_forms) {
      keys.push_back(each.key);
    }
    return wrong(entry.key_place,
                 fmt::format("unknown source '{}' of a secret{}", entry.key, did_you_mean(entry.key, keys)));
  }
  if (!entry.value.is_scalar() || entry.value.text.empty()) {
    return wrong(entry.value.place, fmt::format("'{}' must be a text, found {}", entry.key,
                                                entry.value.is_scalar() ? "an empty one" : found(entry.value)));
  }
  return SecretSpec{.kind = form->kind, .text = entry.value.text, .place = entry.value.place};
}

LoginSpec read_login(Fields& fields, std::vector<SecretSpec>& literals, Findings& findings) {
  LoginSpec login;
  login.user = optional_text(fields, "user");
  login.via = optional_text(fields, "via");
  login.host_key = optional_text(fields, "host_key");
  login.agent = optional_boolean(fields, "agent");
  login.sudo = optional_boolean(fields, "sudo");
  if (const auto key = optional_text(fields, "key")) {
    login.key = expand_home(*key);
  }
  if (const auto port = fields.integer("port", 1, 65535)) {
    login.port = static_cast<std::uint16_t>(*port);
  }
  if (const auto* via = fields.entry("via")) {
    login.via_place = via->value.place;
  }
  if (login.host_key) {
    check_host_key(fields.entry("host_key"), *login.host_key, findings);
  }
  login.password = secret_of(fields, "password", literals, findings);
  login.passphrase = secret_of(fields, "passphrase", literals, findings);
  login.sudo_password = secret_of(fields, "sudo_password", literals, findings);
  return login;
}

LoginSpec merged(LoginSpec upper, const LoginSpec& lower) {
  const auto take = [](auto& into, const auto& from) {
    if (from) {
      into = from;
    }
  };
  take(upper.user, lower.user);
  take(upper.key, lower.key);
  take(upper.host_key, lower.host_key);
  take(upper.port, lower.port);
  take(upper.agent, lower.agent);
  take(upper.sudo, lower.sudo);
  take(upper.password, lower.password);
  take(upper.passphrase, lower.passphrase);
  take(upper.sudo_password, lower.sudo_password);
  if (lower.via) {
    upper.via = lower.via;
    upper.via_place = lower.via_place;
  }
  return upper;
}

}  // namespace labcheck::load
