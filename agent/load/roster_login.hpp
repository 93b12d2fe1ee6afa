#pragma once

#include <optional>
#include <string_view>

#include "load/fields.hpp"
#include "load/roster_draft.hpp"

namespace labcheck::load {

/// The login keys of a map: user, key, via, host_key, port, agent, sudo, password, passphrase, sudo_password. Secrets
/// that stand in the file itself are added to `literals`.
LoginSpec read_login(Fields& fields, std::vector<SecretSpec>& literals, Findings& findings);

/// `{env: …}`, `{file: …}`, `{command: …}`, `{ask: …}`, or a literal.
std::optional<SecretSpec> read_secret(const Node& node, std::string_view key, Findings& findings);

}  // namespace labcheck::load
