#include <algorithm>
#include <map>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>
#include <labcheck/reading.hpp>

#include "input.hpp"
#include "load/document.hpp"
#include "support.hpp"
#include "targets.hpp"

namespace labcheck::fuzz {
namespace {

Value read_as(const Node& node, const ParameterSpec& spec) {
  auto value = read_value(node, spec.kind, spec.element);
  LABCHECK_HOLDS(value.has_value(), fmt::format("the example's '{}' does not read", spec.name));
  return std::move(*value);
}

/// The parameters of the step that the type shows as its example.
Value example_parameters(const CheckType& type) {
  Diagnostics diagnostics;
  const auto step = load::parse_document("example", std::string{type.example}, diagnostics);
  const auto* written = step.find(type.name);
  LABCHECK_HOLDS(written != nullptr, fmt::format("the example of {} has no such step", type.name));
  Value parameters = Value::object();
  for (const auto& spec : type.parameters) {
    const auto* node = written->is_map() ? written->find(spec.name) : nullptr;
    if (node == nullptr && !written->is_map() && spec.name == type.main_parameter) {
      node = written;
    }
    if (node != nullptr) {
      parameters[std::string{spec.name}] = read_as(*node, spec);
    }
  }
  return parameters;
}

/// The example's parameters with some of its switches thrown and numbers changed, as the bits say.
Value parameters_of(const CheckType& type, std::size_t bits) {
  auto parameters = example_parameters(type);
  for (const auto& spec : type.parameters) {
    const std::string name{spec.name};
    if (spec.kind == ValueKind::boolean) {
      parameters[name] = (bits & 1) != 0;
    } else if (spec.kind == ValueKind::integer && parameters.contains(name)) {
      parameters[name] = (bits & 1) != 0 ? 1 : 2;
    }
    bits >>= 1;
  }
  return parameters;
}

bool is_kind(const Value& value, ValueKind kind) {
  switch (kind) {
    case ValueKind::boolean:
      return value.is_boolean();
    case ValueKind::integer:
    case ValueKind::port:
    case ValueKind::duration:
      return value.is_number_integer();
    case ValueKind::number:
      return value.is_number();
    case ValueKind::text:
    case ValueKind::script:
    case ValueKind::path:
      return value.is_string();
    case ValueKind::list:
      return value.is_array();
    case ValueKind::map:
    case ValueKind::any:
      break;
  }
  return true;
}

void check_facts(const CheckType& type, const Value& facts) {
  LABCHECK_HOLDS(facts.is_object(), "facts are no map");
  (void)facts.dump();  // throws on what is no UTF-8
  for (const auto& [name, value] : facts.items()) {
    const auto declared = std::find_if(type.facts.begin(), type.facts.end(),
                                       [name = std::string_view{name}](const auto& it) { return it.name == name; });
    LABCHECK_HOLDS(declared != type.facts.end(), fmt::format("{} reads an undeclared fact {}", type.name, name));
    const bool many = declared->per_request && value.is_array();
    LABCHECK_HOLDS(many || is_kind(value, declared->kind),
                   fmt::format("{}: {} is {}, not of its kind", type.name, name, dump(value)));
  }
}

/// The type of a name, so that inputs outlive new types; of what is none, any.
const CheckType& type_of(std::string_view name) {
  const auto types = check_types();
  const auto* named = find_check_type(name);
  return named != nullptr ? *named : types[Input{name}.below(types.size())];
}

}  // namespace

/// The type's name in the first line, its switches and the exit status, then standard output and error apart by 0xff,
/// or the reply as JSON.
void facts(std::string_view bytes) {
  Input input{bytes};
  const auto& type = type_of(input.line());
  const auto parameters = parameters_of(type, input.byte());
  Answer answer;
  if (type.reach == Reach::protocol) {
    answer.reply = json_of(input.rest());
  } else {
    answer.status = input.byte();
    answer.out = input.until('\xff');
    answer.err = input.rest();
  }
  const auto read = type.read(parameters, answer);
  if (read) {
    return check_facts(type, *read);
  }
  check_message(read.error().message);
  LABCHECK_HOLDS(read.error().kind == ErrorKind::unreadable, "an error of another kind: " + read.error().message);
  LABCHECK_HOLDS(
      read.error().message.find('\n') == std::string::npos && valid_utf8(read.error().message) == read.error().message,
      "a message that is no line of UTF-8: " + read.error().message);
}

}  // namespace labcheck::fuzz
