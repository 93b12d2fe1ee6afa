#include "load/schema/kinds.hpp"

#include <array>

#include <labcheck/expectation.hpp>

#include "load/scenario/shape.hpp"

namespace labcheck::load {

namespace {

constexpr std::array all_kinds{ValueKind::boolean,  ValueKind::integer, ValueKind::number, ValueKind::text,
                               ValueKind::script,   ValueKind::port,    ValueKind::path,   ValueKind::list,
                               ValueKind::duration, ValueKind::map,     ValueKind::any};

Value any_of(Value::array_t choices) {
  return choices.size() == 1 ? std::move(choices[0]) : Value{{"anyOf", std::move(choices)}};
}

/// A text that `${…}` is still to be filled into.
Value placeholder() {
  return {{"type", "string"}, {"pattern", R"(\$\{)"}};
}

/// YAML's plain scalars, which are texts wherever a text is declared: `1.10`, `true`.
Value scalar() {
  return {{"type", {"string", "number", "boolean"}}};
}

Value text_like(std::string_view pattern) {
  return {{"type", "string"}, {"pattern", pattern}};
}

Value value_of_kind(ValueKind kind) {
  switch (kind) {
    case ValueKind::boolean:
      return any_of({{{"type", "boolean"}}, placeholder()});
    case ValueKind::integer:
      return any_of({{{"type", "integer"}}, placeholder()});
    case ValueKind::number:
      return any_of({{{"type", "number"}}, placeholder()});
    case ValueKind::port:
      return any_of({{{"type", "integer"}, {"minimum", 1}, {"maximum", 65535}}, text_like(R"(^[0-9]{1,5}$|\$\{)")});
    case ValueKind::duration:
      return text_like(R"(^[0-9]+(ms|s|m|h)$|\$\{)");
    case ValueKind::path:
      return text_like(R"(^/|\$\{)");
    case ValueKind::list:
      return {{"type", "array"}};
    case ValueKind::map:
      return {{"type", "object"}};
    case ValueKind::any:
      return Value::object();
    case ValueKind::text:
    case ValueKind::script:
      break;
  }
  return scalar();
}

std::string value_name(ValueKind kind) {
  return "value_" + std::string{to_string(kind)};
}

/// The definition of matchers for a kind of fact; of a list, by the kind of its elements.
std::string matcher_name(ValueKind kind, ValueKind element = ValueKind::any) {
  return "matcher_" + std::string{to_string(kind)} +
         (kind == ValueKind::list ? "_of_" + std::string{to_string(element)} : "");
}

Value filled_list(Value items) {
  return {{"type", "array"}, {"items", std::move(items)}, {"minItems", 1}};
}

std::string key(MatcherKind kind) {
  return std::string{to_string(kind)};
}

/// Matchers that look into a list, or, some of them, into a map's keys.
void add_looking_inside(Value& keys, ValueKind kind, const Value& each) {
  const bool list = kind == ValueKind::list || kind == ValueKind::any;
  if (list || kind == ValueKind::map) {
    keys[key(MatcherKind::has)] = kind == ValueKind::map ? reference_to(matcher_name(ValueKind::text)) : each;
    keys[key(MatcherKind::count)] = reference_to(matcher_name(ValueKind::integer));
  }
  if (list) {
    keys[key(MatcherKind::each)] = each;
    keys[key(MatcherKind::distinct)] = reference_to(matcher_name(ValueKind::integer));
  }
}

void add_of_texts_and_numbers(Value& keys, ValueKind kind, ValueKind element) {
  const bool any = kind == ValueKind::any;
  if (is_textual(kind) || any) {
    keys[key(MatcherKind::matches)] = scalar();
    keys[key(MatcherKind::version)] = scalar();
  }
  if (is_textual(kind) || any || kind == ValueKind::list) {
    Value wanted = kind == ValueKind::list ? reference_to(value_name(element)) : Value{{"not", {{"type", "null"}}}};
    if (is_textual(kind)) {
      wanted = {{"type", {"string", "number", "boolean"}}, {"minLength", 3}};
    }
    keys[key(MatcherKind::contains_all)] = filled_list(wanted);
    keys[key(MatcherKind::contains)] = std::move(wanted);
  }
  if (is_numeric(kind) || any) {
    const auto bound = value_of_kind(kind == ValueKind::duration ? kind : ValueKind::number);
    for (const auto one : {MatcherKind::at_least, MatcherKind::at_most, MatcherKind::above, MatcherKind::below}) {
      keys[key(one)] = bound;
    }
    keys[key(MatcherKind::between)] = {{"type", "array"}, {"items", bound}, {"minItems", 2}, {"maxItems", 2}};
  }
}

Value equals_schema(ValueKind kind, ValueKind element) {
  if (kind == ValueKind::any) {
    return {{"type", {"string", "number", "boolean", "array"}}};
  }
  if (kind == ValueKind::list) {
    return any_of({{{"type", "array"}, {"items", reference_to(value_name(element))}}, placeholder()});
  }
  return kind == ValueKind::map ? placeholder() : reference_to(value_name(kind));
}

/// A plain value, or a map of matchers, fields and JSON paths. `self` is what `not`, `all` and `any` take again.
Value matchers(ValueKind kind, ValueKind element, const Value& self, const Value& each,
               Value fields = Value::object()) {
  auto keys = std::move(fields);
  const auto add = [&](MatcherKind matcher, Value schema) { keys.emplace(key(matcher), std::move(schema)); };
  add(MatcherKind::not_, self);
  add(MatcherKind::all, filled_list(self));
  add(MatcherKind::any, filled_list(self));
  add(MatcherKind::absent, value_of_kind(ValueKind::boolean));
  add(MatcherKind::empty, value_of_kind(ValueKind::boolean));
  add(MatcherKind::one_of, filled_list(equals_schema(kind, element)));
  Value more = Value::object();
  add_looking_inside(more, kind, each);
  add_of_texts_and_numbers(more, kind, element);
  for (auto& [name, schema] : more.items()) {
    keys.emplace(name, std::move(schema));
  }
  auto map = closed_map(std::move(keys));
  map["minProperties"] = 1;
  const bool structure =
      kind == ValueKind::any || kind == ValueKind::map || (kind == ValueKind::list && element == ValueKind::any);
  if (structure) {
    map["patternProperties"] = {{R"(^\$)", reference_to(matcher_name(ValueKind::any))}};
  }
  return any_of({equals_schema(kind, element), std::move(map)});
}

/// What is expected of one thing of a declared kind, as an element of a list or a field.
Value matcher_of(ValueKind kind, ValueKind element, const std::vector<FactSpec>& fields) {
  if (fields.empty()) {
    return reference_to(matcher_name(kind, element));
  }
  Value known = Value::object();
  for (const auto& field : fields) {
    known[std::string{field.name}] = matcher_schema(field);
  }
  auto one = matchers(ValueKind::map, ValueKind::any, reference_to(matcher_name(ValueKind::any)),
                      reference_to(matcher_name(ValueKind::any)), std::move(known));
  if (kind != ValueKind::list) {
    return one;
  }
  return matchers(ValueKind::list, ValueKind::map, reference_to(matcher_name(ValueKind::list, ValueKind::any)), one);
}

}  // namespace

Value reference_to(std::string_view name) {
  return {{"$ref", "#/definitions/" + std::string{name}}};
}

Value closed_map(Value properties, std::vector<std::string> required) {
  Value map{{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (!required.empty()) {
    map["required"] = std::move(required);
  }
  return map;
}

/// A word of digits may stand without quotes, which makes it a number to a reader of YAML.
Value one_of_words(const std::vector<std::string_view>& words) {
  Value values = words;
  for (const auto& word : words) {
    if (!word.empty() && word.size() < 10 && word.find_first_not_of("0123456789") == std::string_view::npos) {
      values.push_back(std::stoi(std::string{word}));
    }
  }
  return {{"enum", std::move(values)}};
}

Value parameter_schema(const ParameterSpec& spec) {
  Value schema = reference_to(value_name(spec.kind));
  if (!spec.choices.empty()) {
    schema = any_of({one_of_words(spec.choices), placeholder()});
  } else if (spec.kind == ValueKind::list && spec.element != ValueKind::any) {
    schema = {{"type", "array"}, {"items", reference_to(value_name(spec.element))}};
  } else if (spec.kind == ValueKind::map && spec.element != ValueKind::any) {
    schema = {{"type", "object"}, {"additionalProperties", reference_to(value_name(spec.element))}};
  }
  return {{"description", spec.about}, {"allOf", {std::move(schema)}}};
}

Value matcher_schema(const FactSpec& fact) {
  auto schema = matcher_of(fact.kind, fact.element, fact.fields);
  if (fact.per_request) {
    auto many = fact.fields.empty() ? matchers(ValueKind::list, fact.kind,
                                               reference_to(matcher_name(ValueKind::list, ValueKind::any)), schema)
                                    : reference_to(matcher_name(ValueKind::any));
    schema = any_of({std::move(schema), std::move(many)});
  }
  return {{"description", fact.about}, {"allOf", {std::move(schema)}}};
}

Value shared_definitions() {
  Value all = Value::object();
  for (const auto kind : all_kinds) {
    all[value_name(kind)] = value_of_kind(kind);
    if (kind != ValueKind::list) {
      all[matcher_name(kind)] =
          matchers(kind, ValueKind::any, reference_to(matcher_name(kind)), reference_to(matcher_name(ValueKind::any)));
    }
    const auto list = matcher_name(ValueKind::list, kind);
    all[list] = matchers(
        ValueKind::list, kind, reference_to(list),
        kind == ValueKind::list ? reference_to(matcher_name(ValueKind::any)) : reference_to(matcher_name(kind)));
  }
  return all;
}

}  // namespace labcheck::load
