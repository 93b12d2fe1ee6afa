#include "load/scenario/parameters.hpp"

#include <algorithm>
#include <optional>

#include <arpa/inet.h>

#include <fmt/format.h>

#include <labcheck/reading.hpp>
#include <labcheck/spelling.hpp>

namespace labcheck::load {

const std::vector<std::string> parameter_type_words{"string", "integer", "port",   "address", "network",
                                                    "path",   "choice",  "secret", "token",   "nonce"};

namespace {

bool is_address(const std::string& text) {
  unsigned char bytes[sizeof(in6_addr)];
  return inet_pton(AF_INET, text.c_str(), bytes) == 1 || inet_pton(AF_INET6, text.c_str(), bytes) == 1;
}

bool is_network(const std::string& text) {
  const auto slash = text.find('/');
  if (slash == std::string::npos || !is_address(text.substr(0, slash))) {
    return false;
  }
  const auto prefix = read_number<int>(text.substr(slash + 1), "prefix");
  return prefix && *prefix >= 0 && *prefix <= (text.find(':') == std::string::npos ? 32 : 128);
}

/// What is wrong with a scalar of a parameter type, or an empty text.
std::string complaint(const Node& value, ParameterType type, const std::vector<std::string>& choices) {
  if (!value.is_scalar()) {
    return fmt::format("expected {}, found {}", parameter_type_words[static_cast<std::size_t>(type)], found(value));
  }
  const auto read_as = [&](ValueKind kind) {
    const auto read = read_value(value, kind);
    return read ? std::string{} : read.error().message;
  };
  switch (type) {
    case ParameterType::integer:
      return read_as(ValueKind::integer);
    case ParameterType::port:
      return read_as(ValueKind::port);
    case ParameterType::path:
      return read_as(ValueKind::path);
    case ParameterType::address:
      return is_address(value.text) ? "" : fmt::format("'{}' is no IPv4 or IPv6 address", value.text);
    case ParameterType::network:
      return is_network(value.text) ? "" : fmt::format("'{}' is no network (write 192.168.10.0/24)", value.text);
    case ParameterType::choice:
      return std::find(choices.begin(), choices.end(), value.text) != choices.end()
                 ? ""
                 : fmt::format("'{}' is none of {}{}", value.text, fmt::join(choices, ", "),
                               did_you_mean(value.text, choices));
    default:
      return {};
  }
}

std::optional<ParameterType> read_type(Fields& fields, Findings& findings) {
  const auto word = fields.text("type", true);
  if (word.empty()) {
    return std::nullopt;
  }
  const auto at = std::find(parameter_type_words.begin(), parameter_type_words.end(), word);
  if (at == parameter_type_words.end()) {
    const auto near = did_you_mean(word, parameter_type_words);
    findings.error(
        fields.entry("type")->value.place,
        fmt::format("unknown parameter type '{}'{}", word,
                    !near.empty() ? near : fmt::format(" (there are {})", fmt::join(parameter_type_words, ", "))));
    return std::nullopt;
  }
  return static_cast<ParameterType>(at - parameter_type_words.begin());
}

void read_choices(Fields& fields, Parameter& parameter, Findings& findings) {
  const auto* choices = fields.entry("choices");
  if (parameter.type != ParameterType::choice) {
    if (choices != nullptr) {
      findings.error(choices->key_place, "'choices' belongs to a parameter of type choice");
    }
    return;
  }
  if (choices == nullptr || !choices->value.is_sequence() || choices->value.items.empty()) {
    findings.error(choices == nullptr ? parameter.place : choices->key_place,
                   fmt::format("parameter '{}' of type choice needs a list of 'choices'", parameter.name));
    return;
  }
  for (const auto& item : choices->value.items) {
    if (item.is_scalar()) {
      parameter.choices.push_back(item.text);
    } else {
      findings.error(item.place, fmt::format("a choice must be a text, found {}", found(item)));
    }
  }
}

void read_default(Fields& fields, Parameter& parameter, Findings& findings) {
  const auto* fallback = fields.entry("default");
  if (fallback == nullptr) {
    return;
  }
  const auto type = parameter.type;
  if (type == ParameterType::secret || type == ParameterType::token || type == ParameterType::nonce) {
    findings.error(fallback->key_place,
                   fmt::format("parameter '{}' of type {} takes no default ({})", parameter.name,
                               parameter_type_words[static_cast<std::size_t>(type)],
                               type == ParameterType::secret ? "the roster gives it" : "it is drawn"));
    return;
  }
  if (auto wrong = complaint(fallback->value, type, parameter.choices); !wrong.empty()) {
    findings.error(fallback->value.place, fmt::format("'default' of parameter '{}': {}", parameter.name, wrong));
  }
  parameter.fallback = fallback->value.text;
}

void read_parameter(const Entry& entry, Context& context) {
  auto& findings = context.findings;
  Parameter parameter{.name = entry.key, .place = entry.key_place};
  check_name(entry.key, "_-", "name of a parameter", entry.key_place, findings);
  if (context.scenario.find_role(entry.key) != nullptr || entry.key == "host" || entry.key == "candidate" ||
      entry.key == "saved" || entry.key == "agent") {
    findings.error(entry.key_place, fmt::format("the name '{}' is taken", entry.key));
  }
  Fields fields{entry.value, fmt::format("parameter '{}'", entry.key), {"type", "per", "default", "choices"}, findings};
  const auto type = read_type(fields, findings);
  if (const auto per = fields.text("per", false); !per.empty() && per != "candidate") {
    findings.error(fields.entry("per")->value.place, fmt::format("'per' can only be candidate, found '{}'", per));
  } else {
    parameter.per_candidate = !per.empty();
  }
  if (type) {
    parameter.type = *type;
    read_choices(fields, parameter, findings);
    read_default(fields, parameter, findings);
  }
  context.scenario.parameters.push_back(std::move(parameter));
}

}  // namespace

void read_roles(const Entry* roles, Context& context) {
  if (roles == nullptr) {
    return;
  }
  auto& findings = context.findings;
  if (!roles->value.is_map() || roles->value.entries.empty()) {
    findings.error(roles->value.place, fmt::format("'roles' must be a map of roles, found {}",
                                                   roles->value.is_map() ? "an empty one" : found(roles->value)));
    return;
  }
  for (const auto& entry : roles->value.entries) {
    Role role{.name = entry.key, .place = entry.key_place};
    check_name(entry.key, "_-", "name of a role", entry.key_place, findings);
    if (entry.key == "agent" || entry.key == "host" || entry.key == "candidate" || entry.key == "saved") {
      findings.error(entry.key_place, fmt::format("the name '{}' is taken", entry.key));
    }
    if (!entry.value.is_null()) {
      Fields fields{entry.value, fmt::format("role '{}'", entry.key), {"count", "owner"}, findings};
      role.count = fields.integer("count", 1, 100).value_or(1);
      if (const auto owner = fields.text("owner", false); owner == "candidate" || owner == "proctor") {
        role.owner = owner;
      } else if (!owner.empty()) {
        const auto near = did_you_mean(owner, std::vector<std::string>{"candidate", "proctor"});
        findings.error(fields.entry("owner")->value.place,
                       fmt::format("unknown owner '{}'{}", owner, !near.empty() ? near : " (candidate or proctor)"));
      }
    }
    context.scenario.roles.push_back(std::move(role));
  }
}

void read_parameters(const Entry* parameters, Context& context) {
  if (parameters == nullptr) {
    return;
  }
  if (!parameters->value.is_map()) {
    context.findings.error(parameters->value.place,
                           fmt::format("'parameters' must be a map, found {}", found(parameters->value)));
  }
  for (const auto& entry : parameters->value.entries) {
    read_parameter(entry, context);
  }
}

std::string library_value_complaint(const Node& value, const std::string& type) {
  if (type == "any") {
    return value.is_null() ? "expected a value, found nothing" : "";
  }
  if (type == "list") {
    return value.is_sequence() ? "" : fmt::format("expected list, found {}", found(value));
  }
  const auto at = std::find(parameter_type_words.begin(), parameter_type_words.end(), type == "role" ? "string" : type);
  return at == parameter_type_words.end()
             ? ""
             : complaint(value, static_cast<ParameterType>(at - parameter_type_words.begin()), {});
}

}  // namespace labcheck::load
