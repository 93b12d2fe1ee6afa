#include "plan/reading_parameters.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <labcheck/reading.hpp>
#include <labcheck/spelling.hpp>

namespace labcheck::plan {
namespace {

/// What the scalars within a parameter are read as.
ValueKind scalar_kind(const ParameterSpec& spec) {
  return spec.kind == ValueKind::list || spec.kind == ValueKind::map ? spec.element : spec.kind;
}

/// A declared default: a plain scalar, or a list, a map or a quoted text in the spelling that YAML shares with JSON.
Result<Value> read_fallback(const ParameterSpec& spec) {
  const std::string text{spec.fallback};
  if (text.find_first_of("[{\"") != 0) {
    return read_value(Node{.kind = Node::Kind::scalar, .text = text}, spec.kind);
  }
  auto value = Value::parse(text, nullptr, false);
  const bool right = value.is_array()    ? spec.kind == ValueKind::list
                     : value.is_object() ? spec.kind == ValueKind::map
                                         : value.is_string();
  if (value.is_discarded() || (!right && spec.kind != ValueKind::any)) {
    return failed(ErrorKind::invalid, fmt::format("expected {}, found '{}'", to_string(spec.kind), text));
  }
  return value;
}

const ParameterSpec* find_spec(const CheckType& type, std::string_view name) {
  const auto found = std::find_if(type.parameters.begin(), type.parameters.end(),
                                  [&](const ParameterSpec& spec) { return spec.name == name; });
  return found == type.parameters.end() ? nullptr : &*found;
}

tl::unexpected<Error> wrong(const Place& place, const Step& step, std::string_view parameter,
                            const std::string& message) {
  return failed(ErrorKind::invalid,
                fmt::format("{}: '{}' of {}: {}", to_string(place), parameter, step.type->name, message));
}

Result<Value> read_one(const Step& step, const ParameterSpec& spec, const Node& node, const Scope& scope) {
  // In a script `${name}` is the shell's; values go there as arguments.
  if (spec.kind == ValueKind::script) {
    auto script = read_value(node, spec.kind);
    return script ? script : Result<Value>{wrong(node.place, step, spec.name, script.error().message)};
  }
  // A reference in place of a whole list brings a list along; in place of an element it brings a text.
  const bool whole = node.is_scalar() && spec.kind != ValueKind::text;
  LABCHECK_TRY_ASSIGN(const auto expanded, expand(node, whole ? spec.kind : scalar_kind(spec), scope));
  auto value = read_value(expanded, spec.kind, spec.element);
  if (!value) {
    return wrong(node.place, step, spec.name, value.error().message);
  }
  if (!spec.choices.empty()) {
    const auto text = text_of(*value);
    if (std::find(spec.choices.begin(), spec.choices.end(), text) == spec.choices.end()) {
      return wrong(
          node.place, step, spec.name,
          fmt::format("'{}' is none of {}{}", text, fmt::join(spec.choices, ", "), did_you_mean(text, spec.choices)));
    }
  }
  return value;
}

}  // namespace

Result<Value> read_parameters(const Step& step, const Scope& scope) {
  Value values = Value::object();
  for (const auto& spec : step.type->parameters) {
    const auto given = step.parameters.find(std::string{spec.name});
    if (given != step.parameters.end()) {
      LABCHECK_TRY_ASSIGN(values[std::string{spec.name}], read_one(step, spec, given->second, scope));
    } else if (!spec.fallback.empty()) {
      auto value = read_fallback(spec);
      if (!value) {
        return wrong(step.place, step, spec.name, "wrong default: " + value.error().message);
      }
      values[std::string{spec.name}] = std::move(*value);
    } else if (spec.required) {
      return wrong(step.place, step, spec.name, "has no value");
    }
  }
  for (const auto& [name, node] : step.parameters) {
    if (find_spec(*step.type, name) == nullptr) {
      return wrong(node.place, step, name, "unknown parameter");
    }
  }
  if (step.type->complaint != nullptr) {
    if (const auto complaint = step.type->complaint(values); !complaint.empty()) {
      return failed(ErrorKind::invalid, fmt::format("{}: {}: {}", to_string(step.place), step.type->name, complaint));
    }
  }
  return values;
}

Value unread_parameters(const Step& step) {
  Value values = Value::object();
  for (const auto& spec : step.type->parameters) {
    const auto given = step.parameters.find(std::string{spec.name});
    if (given == step.parameters.end()) {
      if (auto value = spec.fallback.empty() ? Result<Value>{Value(nullptr)} : read_fallback(spec);
          value && !value->is_null()) {
        values[std::string{spec.name}] = std::move(*value);
      }
      continue;
    }
    auto value = read_value(given->second, spec.kind, spec.element);
    if (!value) {
      value = read_value(given->second, ValueKind::any);
    }
    values[std::string{spec.name}] = std::move(*value);
  }
  return values;
}

}  // namespace labcheck::plan
