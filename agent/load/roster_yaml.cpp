#include "load/roster_yaml.hpp"

#include <fmt/format.h>

#include "load/document.hpp"
#include "load/roster_address.hpp"
#include "load/roster_login.hpp"

namespace labcheck::load {
namespace {

/// Reads the parts of a roster into a draft.
class YamlRoster {
 public:
  explicit YamlRoster(Diagnostics& diagnostics) : findings_{diagnostics} {}

  Draft read(const Node& root) {
    Fields fields{root, "roster", {"defaults", "jumps", "candidates"}, findings_};
    if (const auto* defaults = fields.entry("defaults")) {
      defaults_ = read_defaults(defaults->value);
    }
    if (const auto* jumps = fields.entry("jumps")) {
      read_jumps(jumps->value);
    }
    if (const auto* candidates = fields.required("candidates")) {
      read_candidates(*candidates);
    }
    return std::move(draft_);
  }

 private:
  LoginSpec read_defaults(const Node& node) {
    Fields fields{
        node,
        "'defaults'",
        {"user", "key", "via", "host_key", "port", "agent", "sudo", "password", "passphrase", "sudo_password"},
        findings_};
    return read_login(fields, draft_.literals, findings_);
  }

  void read_jumps(const Node& node) {
    if (!node.is_map()) {
      findings_.error(node.place, fmt::format("'jumps' must be a map, found {}", found(node)));
      return;
    }
    for (const auto& entry : node.entries) {
      Fields fields{entry.value,
                    fmt::format("jump '{}'", entry.key),
                    {"address", "user", "key", "via", "host_key", "port", "agent", "password", "passphrase"},
                    findings_};
      DraftJump jump{.jump = {.name = entry.key}, .login = {}, .place = entry.key_place};
      const auto text = fields.text("address", true);
      if (auto address = parse_host_address(text); address && address->user.empty()) {
        jump.jump.host = address->host;
        jump.jump.port = address->port;
      } else if (!text.empty()) {
        findings_.error(
            fields.entry("address")->value.place,
            address ? fmt::format("'{}' names a user (write it under 'user')", text) : address.error().message);
      }
      // A password of the room is not for the bastion, nor a way through it.
      LoginSpec upper = defaults_;
      upper.password.reset();
      upper.via.reset();
      upper.host_key.reset();
      upper.port.reset();
      jump.login = merged(upper, read_login(fields, draft_.literals, findings_));
      if (entry.key == "none") {
        findings_.error(entry.key_place, "a jump host can't be called 'none' (as a 'via' it means no jump host)");
      }
      draft_.jumps.push_back(std::move(jump));
    }
  }

  void read_candidates(const Entry& entry) {
    const auto& node = entry.value;
    if (!node.is_sequence() || node.items.empty()) {
      findings_.error(node.is_sequence() ? entry.key_place : node.place,
                      fmt::format("'candidates' must be a list of candidates, found {}",
                                  node.is_sequence() ? "an empty one" : found(node)));
      return;
    }
    for (const auto& item : node.items) {
      read_candidate(item);
    }
  }

  void read_candidate(const Node& node) {
    Fields fields{node, "candidate", {"id", "name", "seat", "defaults", "hosts", "parameters"}, findings_};
    if (!fields.is_map()) {
      return;
    }
    DraftCandidate candidate;
    candidate.candidate.id = fields.text("id", true);
    candidate.candidate.name = fields.text("name", false);
    candidate.candidate.seat = fields.text("seat", false);
    const auto* id = fields.entry("id");
    candidate.candidate.place = id == nullptr ? node.place : id->value.place;
    auto login = defaults_;
    if (const auto* defaults = fields.entry("defaults")) {
      login = merged(login, read_defaults(defaults->value));
    }
    if (const auto* hosts = fields.required("hosts")) {
      read_hosts(*hosts, login, candidate);
    }
    if (const auto* parameters = fields.entry("parameters")) {
      read_parameters(parameters->value, candidate);
    }
    draft_.candidates.push_back(std::move(candidate));
  }

  void read_hosts(const Entry& entry, const LoginSpec& login, DraftCandidate& candidate) {
    const auto& node = entry.value;
    if (!node.is_map() || node.entries.empty()) {
      findings_.error(
          node.is_map() ? entry.key_place : node.place,
          fmt::format("'hosts' must be a map of roles, found {}", node.is_map() ? "an empty one" : found(node)));
      return;
    }
    for (const auto& role : node.entries) {
      if (role.value.is_sequence()) {
        if (role.value.items.empty()) {
          findings_.error(role.key_place, fmt::format("role '{}' has no host", role.key));
        }
        for (std::size_t index = 0; index < role.value.items.size(); ++index) {
          read_host(role.key, static_cast<int>(index), role.value.items[index], login, candidate);
        }
      } else {
        read_host(role.key, 0, role.value, login, candidate);
      }
    }
  }

  void read_host(const std::string& role, int index, const Node& node, const LoginSpec& login,
                 DraftCandidate& candidate) {
    DraftHost host{.host = {}, .login = login};
    if (node.is_map()) {
      Fields fields{node,
                    fmt::format("host of role '{}'", role),
                    {"connect", "address", "user", "key", "via", "host_key", "port", "agent", "sudo", "password",
                     "passphrase", "sudo_password"},
                    findings_};
      read_ways(fields, role, host.host);
      host.login = merged(login, read_login(fields, draft_.literals, findings_));
    } else if (!node.is_scalar()) {
      findings_.error(node.place, fmt::format("a host of role '{}' must be an address, 'local' or a map, found {}",
                                              role, found(node)));
      return;
    } else if (auto bare = parse_bare_host(node.text)) {
      host.host = std::move(*bare);
    } else {
      findings_.error(node.place, bare.error().message);
    }
    host.host.role = role;
    host.host.index = index;
    host.host.place = node.place;
    candidate.hosts.push_back(std::move(host));
  }

  /// `connect:` and `address:`; one of them serves as both.
  void read_ways(Fields& fields, const std::string& role, RosterHost& host) {
    const auto* connect = fields.entry("connect");
    const auto* address = fields.entry("address");
    if (connect == nullptr && address == nullptr) {
      findings_.error(fields.place(), fmt::format("host of role '{}' has neither 'connect' nor 'address'", role));
      return;
    }
    const auto way = fields.text(connect != nullptr ? "connect" : "address", false);
    if (way.empty()) {
      return;
    }
    auto bare = parse_bare_host(way);
    if (!bare) {
      findings_.error((connect != nullptr ? connect : address)->value.place, bare.error().message);
      return;
    }
    host = std::move(*bare);
    if (connect != nullptr && address != nullptr) {
      host.address = fields.text("address", false);
      auto own = parse_host_address(host.address);
      if (!host.address.empty() && (!own || !own->user.empty() || own->port != 0)) {
        findings_.error(address->value.place,
                        own ? fmt::format("'{}' must be a bare address (the port belongs to 'connect')", host.address)
                            : own.error().message);
      } else if (own) {
        host.address = own->host;
      }
    }
  }

  void read_parameters(const Node& node, DraftCandidate& candidate) {
    if (!node.is_map()) {
      findings_.error(node.place, fmt::format("'parameters' must be a map, found {}", found(node)));
      return;
    }
    for (const auto& entry : node.entries) {
      if (entry.value.is_scalar()) {
        candidate.candidate.parameters[entry.key] = entry.value.text;
      } else if (auto secret = read_secret(entry.value, entry.key, findings_)) {
        candidate.fetched_parameters[entry.key] = std::move(*secret);
      }
    }
  }

  Findings findings_;
  Draft draft_;
  LoginSpec defaults_;
};

}  // namespace

Draft read_yaml_roster(const std::string& name, const std::string& text, Diagnostics& diagnostics) {
  const auto root = parse_document(name, text, diagnostics);
  if (has_errors(diagnostics)) {
    return {};
  }
  return YamlRoster{diagnostics}.read(root);
}

}  // namespace labcheck::load
