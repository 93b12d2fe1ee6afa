#include "load/roster_inventory.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <labcheck/reading.hpp>
#include <labcheck/spelling.hpp>

#include "load/inventory.hpp"
#include "load/roster_address.hpp"

namespace labcheck::load {
namespace {

constexpr std::array<std::string_view, 5> own_variables{"labcheck_candidate", "labcheck_name", "labcheck_seat",
                                                        "labcheck_address", "labcheck_password_env"};

/// Turns an inventory's variables into hosts with logins.
class InventoryRoster {
 public:
  explicit InventoryRoster(Diagnostics& diagnostics) : findings_{diagnostics} {}

  Draft read(const std::string& name, const std::string& text) {
    const auto inventory = parse_inventory(name, text, findings_);
    for (const auto& host : inventory.hosts) {
      add(host, inventory.variables_of(host));
    }
    if (inventory.hosts.empty()) {
      findings_.error({.file = std::make_shared<const std::string>(name)}, "the inventory has no host");
    }
    return std::move(draft_);
  }

 private:
  void add(const InventoryHost& host, const InventoryVariables& variables) {
    check_names(variables);
    auto& candidate = candidate_of(host, variables);
    DraftHost draft{.host = way_of(host, variables), .login = login_of(variables)};
    draft.host.place = host.place;
    for (const auto& role : host.groups) {
      draft.host.role = role;
      draft.host.index = static_cast<int>(std::count_if(candidate.hosts.begin(), candidate.hosts.end(),
                                                        [&](const auto& other) { return other.host.role == role; }));
      candidate.hosts.push_back(draft);
    }
  }

  void check_names(const InventoryVariables& variables) {
    for (const auto& [name, value] : variables) {
      const bool own = std::find(own_variables.begin(), own_variables.end(), name) != own_variables.end();
      if (name.starts_with("labcheck_") && !own) {
        error_once(value.place, fmt::format("unknown variable '{}'{}", name, did_you_mean(name, own_variables)));
      }
      if (name == "ansible_ssh_common_args" || name == "ansible_ssh_extra_args") {
        warning_once(value.place, fmt::format("'{}' is not followed (jump hosts need a YAML roster)", name));
      }
    }
  }

  DraftCandidate& candidate_of(const InventoryHost& host, const InventoryVariables& variables) {
    const auto given = text_of(variables, "labcheck_candidate");
    const auto id = given.empty() ? std::string{"lab"} : given;
    auto& candidates = draft_.candidates;
    auto found =
        std::find_if(candidates.begin(), candidates.end(), [&](const auto& each) { return each.candidate.id == id; });
    if (found == candidates.end()) {
      candidates.push_back({.candidate = {.id = id, .place = host.place}});
      found = candidates.end() - 1;
    }
    auto& candidate = found->candidate;
    candidate.name = candidate.name.empty() ? text_of(variables, "labcheck_name") : candidate.name;
    candidate.seat = candidate.seat.empty() ? text_of(variables, "labcheck_seat") : candidate.seat;
    return *found;
  }

  RosterHost way_of(const InventoryHost& host, const InventoryVariables& variables) {
    const auto connection = text_of(variables, "ansible_connection");
    if (!connection.empty() && connection != "local" && connection != "ssh" && connection != "smart" &&
        connection != "paramiko") {
      error_once(variables.at("ansible_connection").place,
                 fmt::format("connection '{}' is not supported (ssh or local)", connection));
    }
    const auto named = text_of(variables, "ansible_host");
    auto way = parse_bare_host(connection == "local" ? "local" : named.empty() ? host.name : named);
    if (!way) {
      error_once(named.empty() ? host.place : variables.at("ansible_host").place, way.error().message);
      return {};
    }
    if (const auto port = variables.find("ansible_port"); port != variables.end()) {
      const auto number = read_value(Node{.kind = Node::Kind::scalar, .text = port->second.text}, ValueKind::port);
      if (number) {
        way->connect_port = number->get<std::uint16_t>();
      } else {
        error_once(port->second.place, number.error().message);
      }
    }
    if (const auto own = variables.find("labcheck_address"); own != variables.end()) {
      const auto address = parse_host_address(own->second.text);
      if (address) {
        way->address = address->host;
      } else {
        error_once(own->second.place, address.error().message);
      }
    }
    return *way;
  }

  LoginSpec login_of(const InventoryVariables& variables) {
    LoginSpec login;
    if (const auto user = text_of(variables, "ansible_user"); !user.empty()) {
      login.user = user;
    }
    if (const auto key = text_of(variables, "ansible_ssh_private_key_file"); !key.empty()) {
      login.key = expand_home(key);
    }
    if (const auto become = text_of(variables, "ansible_become"); !become.empty()) {
      login.sudo = become == "true" || become == "True" || become == "yes";
    }
    for (const auto* name : {"ansible_ssh_pass", "ansible_ssh_password", "ansible_password"}) {
      take_literal(variables, name, login.password);
    }
    for (const auto* name : {"ansible_become_pass", "ansible_become_password"}) {
      take_literal(variables, name, login.sudo_password);
    }
    if (const auto env = variables.find("labcheck_password_env"); env != variables.end()) {
      login.password = SecretSpec{.kind = SecretSpec::Kind::env, .text = env->second.text, .place = env->second.place};
    }
    return login;
  }

  void take_literal(const InventoryVariables& variables, const std::string& name, std::optional<SecretSpec>& into) {
    const auto found = variables.find(name);
    if (found == variables.end()) {
      return;
    }
    const auto& value = found->second;
    if (value.text.empty() || value.text.find("{{") != std::string::npos) {
      error_once(value.place, fmt::format("'{}' must be a text without templates (or name an environment variable: "
                                          "labcheck_password_env=NAME)",
                                          name));
      return;
    }
    into =
        SecretSpec{.kind = SecretSpec::Kind::literal, .text = value.text, .place = value.place, .length = value.length};
    draft_.literals.push_back(*into);
  }

  static std::string text_of(const InventoryVariables& variables, const std::string& name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::string{} : found->second.text;
  }

  /// A group's variable is met at each of its hosts.
  void error_once(const Place& place, const std::string& message) {
    if (std::find(told_.begin(), told_.end(), to_string(place) + message) == told_.end()) {
      told_.push_back(to_string(place) + message);
      findings_.error(place, message);
    }
  }
  void warning_once(const Place& place, const std::string& message) {
    if (std::find(told_.begin(), told_.end(), to_string(place) + message) == told_.end()) {
      told_.push_back(to_string(place) + message);
      findings_.warning(place, message);
    }
  }

  Findings findings_;
  Draft draft_;
  std::vector<std::string> told_;
};

}  // namespace

Draft read_inventory_roster(const std::string& name, const std::string& text, Diagnostics& diagnostics) {
  return InventoryRoster{diagnostics}.read(name, text);
}

}  // namespace labcheck::load
