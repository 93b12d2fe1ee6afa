#include "load/scenario/references.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <labcheck/reference.hpp>
#include <labcheck/spelling.hpp>

namespace labcheck::load {

namespace {

std::vector<std::string> known_names(const Context& context, const CheckScope& scope) {
  std::vector<std::string> names{"candidate.id", "host.name", "host.address"};
  for (const auto& parameter : context.scenario.parameters) {
    names.push_back(parameter.name);
  }
  const auto add_host = [&](const std::string& host) {
    names.push_back(host + ".address");
    names.push_back(host + ".name");
  };
  for (const auto& role : context.scenario.roles) {
    add_host(role.name);
    for (int index = 0; role.count > 1 && index < std::min(role.count, 10); ++index) {
      add_host(fmt::format("{}[{}]", role.name, index));
    }
  }
  for (const auto& name : scope.bound) {
    add_host(name);
  }
  for (const auto& name : scope.saved) {
    names.push_back("saved." + name);
  }
  return names;
}

/// The index in `web[1]`, when it is a plain number.
std::optional<int> index_in(std::string_view subject) {
  const auto bracket = subject.find('[');
  if (bracket == std::string_view::npos || !subject.ends_with(']')) {
    return std::nullopt;
  }
  const auto digits = subject.substr(bracket + 1, subject.size() - bracket - 2);
  if (digits.empty() || digits.size() > 4 || digits.find_first_not_of("0123456789") != std::string_view::npos) {
    return std::nullopt;
  }
  return std::stoi(std::string{digits});
}

/// What is wrong with `ROLE.…` or `ROLE[i].…`, or an empty text; nullopt when no such role exists.
std::optional<std::string> role_complaint(const std::string& name, Context& context) {
  const auto dot = name.rfind('.');
  const auto subject = name.substr(0, dot);
  const auto attribute = name.substr(dot + 1);
  const auto bracket = subject.find('[');
  const auto* role = context.scenario.find_role(subject.substr(0, bracket));
  if (role == nullptr || (attribute != "address" && attribute != "name")) {
    return std::nullopt;
  }
  context.used.insert(role->name);
  if (bracket == std::string::npos) {
    return role->count == 1 ? ""
                            : fmt::format("'${{{0}}}': role '{1}' has {2} hosts (write '${{{1}[0].{3}}}')", name,
                                          role->name, role->count, attribute);
  }
  const auto index = index_in(subject);
  if (!index || *index >= role->count) {
    return fmt::format("'${{{}}}': role '{}' has {} host{}, counted from 0", name, role->name, role->count,
                       role->count == 1 ? "" : "s");
  }
  return "";
}

/// What is wrong with a reference, or an empty text.
std::string complaint(const std::string& name, Context& context, const CheckScope& scope) {
  if (name == "candidate.id") {
    return {};
  }
  if (name == "host.name" || name == "host.address") {
    return scope.on_agent ? fmt::format("'${{{}}}' needs a host, but the step is put to the agent", name) : "";
  }
  if (context.find_parameter(name) != nullptr) {
    context.used.insert(name);
    return {};
  }
  if (name.starts_with("saved.") && scope.saved.contains(name.substr(6))) {
    return {};
  }
  if (const auto dot = name.rfind('.'); dot != std::string::npos) {
    const auto attribute = name.substr(dot + 1);
    if (scope.bound.contains(name.substr(0, dot)) && (attribute == "address" || attribute == "name")) {
      return {};
    }
    if (const auto role = role_complaint(name, context)) {
      return *role;
    }
  }
  if (name.starts_with("saved.")) {
    return fmt::format("'${{{}}}': no earlier step of this check saves '{}'{}", name, name.substr(6),
                       did_you_mean(name, known_names(context, scope)));
  }
  return fmt::format("unknown reference '${{{}}}'{}", name, did_you_mean(name, known_names(context, scope)));
}

}  // namespace

void check_references(const std::string& text, const Place& place, Context& context, const CheckScope& scope) {
  if (!has_references(text)) {
    return;
  }
  const auto parsed = parse_template(text);
  if (!parsed) {
    context.findings.error(place, parsed.error().message);
    return;
  }
  for (const auto& reference : parsed->references) {
    if (auto wrong = complaint(reference.name, context, scope); !wrong.empty()) {
      context.findings.error(place, std::move(wrong));
    }
    const auto* parameter = context.find_parameter(reference.name);
    if (reference.function == "sha256" && parameter != nullptr && parameter->type == ParameterType::secret) {
      context.findings.error(place,
                             fmt::format("'${{sha256:{0}}}': '{0}' is a secret, and the digest of a secret can't "
                                         "be judged again",
                                         reference.name));
    }
  }
}

void check_references(const Node& node, Context& context, const CheckScope& scope) {
  check_references(node.text, node.place, context, scope);
  for (const auto& item : node.items) {
    check_references(item, context, scope);
  }
  for (const auto& entry : node.entries) {
    check_references(entry.key, entry.key_place, context, scope);
    check_references(entry.value, context, scope);
  }
}

void check_no_secret(const Node& node, Context& context) {
  const auto parsed = parse_template(node.text);
  for (const auto& reference : parsed ? parsed->references : std::vector<Reference>{}) {
    const auto* parameter = context.find_parameter(reference.name);
    if (parameter != nullptr && parameter->type == ParameterType::secret) {
      context.findings.error(node.place,
                             fmt::format("'{0}' is a secret, and all users of the host can read a program's "
                                         "arguments (use run with arguments: [\"${{{0}}}\"], and give it on "
                                         "by standard input or the environment)",
                                         reference.name));
    }
  }
  for (const auto& item : node.items) {
    check_no_secret(item, context);
  }
}

void check_script(const Node& node, Context& context) {
  const auto& text = node.text;
  for (auto at = text.find("${"); at != std::string::npos; at = text.find("${", at + 2)) {
    const auto end = text.find('}', at);
    if (end == std::string::npos) {
      return;
    }
    auto name = text.substr(at + 2, end - at - 2);
    for (const std::string_view function : {"base64:", "sha256:"}) {
      name = name.starts_with(function) ? name.substr(function.size()) : name;
    }
    const auto subject = name.substr(0, name.find_first_of(".["));
    const bool dotted =
        subject.size() < name.size() && (subject == "host" || subject == "candidate" || subject == "saved" ||
                                         context.scenario.find_role(subject) != nullptr);
    const bool role = context.scenario.find_role(name) != nullptr;
    if (dotted || role || context.find_parameter(name) != nullptr) {
      context.findings.error(node.place, fmt::format("'{}' in a script, where values are never pasted: pass it in "
                                                     "'arguments' and write \"$1\"",
                                                     text.substr(at, end - at + 1)));
    }
  }
}

bool holds_references(const Node& node) {
  return has_references(node.text) || std::any_of(node.items.begin(), node.items.end(), holds_references) ||
         std::any_of(node.entries.begin(), node.entries.end(),
                     [](const Entry& entry) { return has_references(entry.key) || holds_references(entry.value); });
}

}  // namespace labcheck::load
