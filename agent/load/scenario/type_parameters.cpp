#include "load/scenario/type_parameters.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <labcheck/reading.hpp>
#include <labcheck/spelling.hpp>

#include "load/document.hpp"
#include "load/scenario/references.hpp"

namespace labcheck::load {

namespace {

const ParameterSpec* find_spec(const CheckType& type, std::string_view name) {
  const auto at = std::find_if(type.parameters.begin(), type.parameters.end(),
                               [&](const ParameterSpec& spec) { return spec.name == name; });
  return at == type.parameters.end() ? nullptr : &*at;
}

void check_choice(const ParameterSpec& spec, const Entry& entry, Findings& findings) {
  const auto& text = entry.value.text;
  if (!spec.choices.empty() && std::find(spec.choices.begin(), spec.choices.end(), text) == spec.choices.end()) {
    findings.error(entry.value.place, fmt::format("'{}': '{}' is none of {}{}", entry.key, text,
                                                  fmt::join(spec.choices, ", "), did_you_mean(text, spec.choices)));
  }
}

/// A bare value as the main parameter, or nullptr when the map names parameters itself.
const ParameterSpec* main_of(const CheckType& type, const Node& value) {
  const auto* main = type.main_parameter.empty() ? nullptr : find_spec(type, type.main_parameter);
  if (main == nullptr || !value.is_map()) {
    return main;
  }
  const bool names_parameters = std::all_of(value.entries.begin(), value.entries.end(), [&](const Entry& entry) {
    return entry.key == "use" || find_spec(type, entry.key) != nullptr;
  });
  return main->kind == ValueKind::map && !names_parameters ? main : nullptr;
}

void use_connection(const CheckType& type, const Node& name, TypeParameters& parameters, Context& context) {
  const auto* connection = name.is_scalar() ? context.find_connection(name.text) : nullptr;
  parameters.wrong_connection = true;
  if (connection == nullptr) {
    std::vector<std::string> names;
    for (const auto& each : context.connections) {
      names.push_back(each.name);
    }
    const auto near = names.empty() ? " (the scenario has no connections)" : did_you_mean(name.text, names);
    context.findings.error(name.place, name.is_scalar()
                                           ? fmt::format("unknown connection '{}'{}", name.text, near)
                                           : fmt::format("'use' must name a connection, found {}", found(name)));
    return;
  }
  context.used.insert(connection->name);
  if (connection->type != nullptr && connection->type != &type) {
    context.findings.error(name.place, fmt::format("connection '{}' is of type {}, not {}", connection->name,
                                                   connection->type->name, type.name));
    return;
  }
  parameters.wrong_connection = connection->type == nullptr;
  parameters.connection = connection;
  parameters.nodes = connection->parameters;
}

void read_map(const CheckType& type, const Node& map, TypeParameters& parameters, Context& context,
              const CheckScope& scope) {
  if (const auto* use = map.find("use"); use != nullptr && find_spec(type, "use") == nullptr) {
    if (type.reach == Reach::host) {
      context.findings.error(use->place, fmt::format("'use' names a connection, and {} takes none", type.name));
    } else {
      use_connection(type, *use, parameters, context);
    }
  }
  for (const auto& entry : map.entries) {
    if (entry.key == "use" && find_spec(type, "use") == nullptr) {
      continue;
    }
    check_type_parameter(type, entry, context, scope);
    parameters.nodes[entry.key] = entry.value;
  }
}

/// A value of which texts may still hold `${…}`: kept as they are then.
Value value_of(const Node& node, const ParameterSpec& spec) {
  if (spec.kind == ValueKind::script || !holds_references(node)) {
    if (auto value = read_value(node, spec.kind, spec.element)) {
      return std::move(*value);
    }
  }
  auto value = read_value(node, ValueKind::any);
  return value ? std::move(*value) : Value(nullptr);
}

void fill_values(const CheckType& type, TypeParameters& parameters) {
  for (const auto& spec : type.parameters) {
    const auto node = parameters.nodes.find(std::string{spec.name});
    if (node != parameters.nodes.end()) {
      parameters.values[node->first] = value_of(node->second, spec);
    } else if (!spec.fallback.empty()) {
      Diagnostics none;
      parameters.values[std::string{spec.name}] =
          value_of(parse_document("default", std::string{spec.fallback}, none), spec);
    }
  }
}

}  // namespace

void check_type_parameter(const CheckType& type, const Entry& entry, Context& context, const CheckScope& scope) {
  const auto* spec = find_spec(type, entry.key);
  if (spec == nullptr) {
    std::vector<std::string_view> names;
    for (const auto& each : type.parameters) {
      names.push_back(each.name);
    }
    const auto near = did_you_mean(entry.key, names);
    context.findings.error(entry.key_place,
                           fmt::format("unknown parameter '{}' of {}{}", entry.key, type.name,
                                       !near.empty() ? near : fmt::format(" (there are {})", fmt::join(names, ", "))));
    return;
  }
  if (spec->kind == ValueKind::script) {
    check_script(entry.value, context);
  } else {
    check_references(entry.value, context, scope);
    if (type.reach == Reach::host && entry.key == "argv") {
      check_no_secret(entry.value, context);
    }
    if (holds_references(entry.value)) {
      return;
    }
  }
  if (const auto value = read_value(entry.value, spec->kind, spec->element); !value) {
    context.findings.error(entry.value.place, fmt::format("'{}': {}", entry.key, value.error().message));
    return;
  }
  if (entry.value.is_scalar()) {
    check_choice(*spec, entry, context.findings);
  }
}

TypeParameters read_type_parameters(const CheckType& type, const Entry& entry, Context& context,
                                    const CheckScope& scope) {
  TypeParameters parameters;
  const auto before = context.findings.count();
  if (const auto* main = main_of(type, entry.value); main != nullptr && !entry.value.is_null()) {
    const Entry named{.key = std::string{main->name}, .key_place = entry.key_place, .value = entry.value};
    check_type_parameter(type, named, context, scope);
    parameters.nodes[named.key] = entry.value;
  } else if (entry.value.is_map()) {
    read_map(type, entry.value, parameters, context, scope);
  } else if (entry.value.is_null()) {
    context.findings.error(entry.key_place, fmt::format("'{}' has no value", entry.key));
  } else {
    context.findings.error(entry.value.place,
                           fmt::format("{} takes a map of parameters, found {}", type.name, found(entry.value)));
  }
  bool lacking = false;
  for (const auto& spec : type.parameters) {
    if (spec.required && !parameters.nodes.contains(std::string{spec.name}) && context.findings.count() == before) {
      context.findings.error(entry.key_place, fmt::format("{} lacks '{}'", type.name, spec.name));
      lacking = true;
      break;
    }
  }
  fill_values(type, parameters);
  if (!lacking && context.findings.count() == before && type.complaint != nullptr) {
    if (auto complaint = type.complaint(parameters.values); !complaint.empty()) {
      context.findings.error(entry.key_place, fmt::format("{}: {}", type.name, complaint));
    }
  }
  return parameters;
}

}  // namespace labcheck::load
