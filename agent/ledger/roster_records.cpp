#include "ledger/roster_records.hpp"

#include "ledger/fields.hpp"

namespace labcheck::ledger {

namespace {

constexpr std::size_t shortest_findable = 4;

Value login_value(const Login& login) {
  return {{"user", text_value(login.user)}, {"key", text_value(login.key)},
          {"agent", login.agent},           {"sudo", login.sudo},
          {"via", text_value(login.via)},   {"host_key", text_value(login.host_key)}};
}

Login read_login(const Fields& fields) {
  return {.user = fields.text("user"),
          .key = fields.text("key"),
          .agent = fields.boolean("agent"),
          .sudo = fields.boolean("sudo"),
          .via = fields.text("via"),
          .host_key = fields.text("host_key")};
}

Value host_value(const RosterHost& host) {
  return {{"role", text_value(host.role)},
          {"index", host.index},
          {"connect_host", text_value(host.connect_host)},
          {"connect_port", host.connect_port},
          {"address", text_value(host.address)},
          {"local", host.local},
          {"login", login_value(host.login)}};
}

RosterHost read_host(const Fields& fields) {
  return {.role = fields.text("role"),
          .index = fields.small("index"),
          .connect_host = fields.text("connect_host"),
          .connect_port = static_cast<std::uint16_t>(fields.integer("connect_port", 0, 65535)),
          .address = fields.text("address"),
          .local = fields.boolean("local"),
          .login = read_login(fields.map("login"))};
}

Value candidate_value(const Candidate& candidate, const std::set<std::string>& secret_parameters) {
  Value hosts = Value::array();
  for (const auto& host : candidate.hosts) {
    hosts.push_back(host_value(host));
  }
  Value parameters = Value::object();
  for (const auto& [name, value] : candidate.parameters) {
    const bool secret = secret_parameters.contains(name) || candidate.secret_parameters.contains(name);
    parameters[name] = secret ? Value(std::string{secret_mask}) : text_value(value);
  }
  return {{"id", text_value(candidate.id)},
          {"name", text_value(candidate.name)},
          {"seat", text_value(candidate.seat)},
          {"hosts", std::move(hosts)},
          {"parameters", std::move(parameters)}};
}

Value jump_value(const Jump& jump) {
  return {{"name", text_value(jump.name)},
          {"host", text_value(jump.host)},
          {"port", jump.port},
          {"login", login_value(jump.login)}};
}

void collect(const Login& login, std::vector<std::string>& secrets) {
  for (const auto* secret : {&login.password, &login.passphrase, &login.sudo_password}) {
    if (*secret && !(*secret)->empty()) {
      secrets.push_back((*secret)->reveal());
    }
  }
}

std::string masked(std::string text, std::vector<std::string> secrets) {
  // Longest first: a secret may stand within another.
  std::sort(secrets.begin(), secrets.end(),
            [](const auto& one, const auto& other) { return one.size() > other.size(); });
  for (const auto& secret : secrets) {
    if (secret.empty()) {
      continue;
    }
    auto at = text.find(secret);
    if (at != std::string::npos && secret.size() < shortest_findable) {
      return std::string{secret_mask};
    }
    for (; at != std::string::npos; at = text.find(secret, at + secret_mask.size())) {
      text.replace(at, secret.size(), secret_mask);
    }
  }
  return text;
}

}  // namespace

std::vector<std::string> login_secrets(const Roster& roster) {
  std::vector<std::string> secrets;
  for (const auto& jump : roster.jumps) {
    collect(jump.login, secrets);
  }
  for (const auto& candidate : roster.candidates) {
    for (const auto& host : candidate.hosts) {
      collect(host.login, secrets);
    }
  }
  return secrets;
}

Entry roster_entry(const Candidate& candidate, const std::set<std::string>& secret_parameters) {
  return {.kind = kind::roster, .candidate = candidate.id, .body = candidate_value(candidate, secret_parameters)};
}

Entry jump_entry(const Jump& jump) {
  return {.kind = kind::jump, .confidential = true, .body = jump_value(jump)};
}

Entry roster_source_entry(const SourceText& source, const std::vector<std::string>& secrets) {
  return {.kind = kind::roster_source,
          .confidential = true,
          .body = {{"name", text_value(source.name)}},
          .payload = masked(source.text, secrets)};
}

Candidate read_candidate(const Fields& fields, std::string& problem) {
  Candidate candidate{.id = fields.text("id"),
                      .name = fields.text("name"),
                      .seat = fields.text("seat"),
                      .parameters = fields.text_map("parameters")};
  for (const auto& host : fields.list("hosts")) {
    candidate.hosts.push_back(read_host(Fields{host, problem}));
  }
  return candidate;
}

Jump read_jump(const Fields& fields) {
  return {.name = fields.text("name"),
          .host = fields.text("host"),
          .port = static_cast<std::uint16_t>(fields.integer("port", 0, 65535)),
          .login = read_login(fields.map("login"))};
}

}  // namespace labcheck::ledger
