#include "load/scenario/connections.hpp"

#include <fmt/format.h>

#include <labcheck/spelling.hpp>

#include "load/scenario/selectors.hpp"
#include "load/scenario/type_parameters.hpp"

namespace labcheck::load {

namespace {

const CheckType* read_type(const Entry& entry, Findings& findings) {
  const auto* type = entry.value.find("type");
  if (type == nullptr) {
    findings.error(entry.key_place, fmt::format("connection '{}' lacks 'type'", entry.key));
    return nullptr;
  }
  std::vector<std::string_view> protocols;
  for (const auto& each : check_types()) {
    if (each.reach == Reach::protocol) {
      protocols.push_back(each.name);
    }
  }
  const auto* found_type = type->is_scalar() ? find_check_type(type->text) : nullptr;
  if (found_type == nullptr) {
    findings.error(type->place,
                   fmt::format("unknown check type {}{}", found(*type), did_you_mean(type->text, protocols)));
  } else if (found_type->reach != Reach::protocol) {
    findings.error(type->place, fmt::format("a connection needs a protocol type ({}), found '{}'",
                                            fmt::join(protocols, ", "), type->text));
    return nullptr;
  }
  return found_type;
}

void read_connection(const Entry& entry, Context& context) {
  auto& findings = context.findings;
  Connection connection{.name = entry.key};
  check_name(entry.key, "_-", "name of a connection", entry.key_place, findings);
  if (!entry.value.is_map()) {
    findings.error(entry.value.place,
                   fmt::format("connection '{}' must be a map, found {}", entry.key, found(entry.value)));
    context.connections.push_back(std::move(connection));
    return;
  }
  connection.type = read_type(entry, findings);
  CheckScope scope;
  if (const auto* on = entry.value.find("on")) {
    read_selector(*on, context, scope);
    connection.on = on;
    scope.on_agent = on->text == "agent";
  }
  for (const auto& parameter : entry.value.entries) {
    if (parameter.key == "type" || parameter.key == "on") {
      continue;
    }
    if (connection.type != nullptr) {
      check_type_parameter(*connection.type, parameter, context, scope);
    }
    connection.parameters[parameter.key] = parameter.value;
  }
  context.connections.push_back(std::move(connection));
}

}  // namespace

void read_connections(const Entry* connections, Context& context) {
  if (connections == nullptr) {
    return;
  }
  if (!connections->value.is_map()) {
    context.findings.error(connections->value.place,
                           fmt::format("'connections' must be a map, found {}", found(connections->value)));
  }
  for (const auto& entry : connections->value.entries) {
    read_connection(entry, context);
  }
}

}  // namespace labcheck::load
