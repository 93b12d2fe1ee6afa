#include "load/schema/schema.hpp"

#include <labcheck/check_type.hpp>

#include "load/scenario/parameters.hpp"
#include "load/schema/checks.hpp"
#include "load/schema/kinds.hpp"

namespace labcheck::load {

namespace {

/// Every parameter of a type by its name, and those that it can't do without.
Value parameters_of(const CheckType& type, std::vector<std::string>& required) {
  Value properties = Value::object();
  for (const auto& spec : type.parameters) {
    properties[std::string{spec.name}] = parameter_schema(spec);
    if (spec.required) {
      required.emplace_back(spec.name);
    }
  }
  return properties;
}

/// What stands behind a type's name in a step: the main parameter's value, or a map of parameters.
Value type_schema(const CheckType& type) {
  std::vector<std::string> required;
  auto properties = parameters_of(type, required);
  Value::array_t forms;
  for (const auto& spec : type.parameters) {
    if (spec.name == type.main_parameter) {
      forms.push_back(parameter_schema(spec));
    }
  }
  if (type.reach == Reach::protocol && !properties.contains("use")) {
    auto used = properties;
    used["use"] = word();
    forms.push_back(closed_map(std::move(used), {"use"}));
  }
  forms.push_back(closed_map(std::move(properties), std::move(required)));
  return {{"description", type.about}, {"anyOf", std::move(forms)}};
}

Value expect_schema(const CheckType& type) {
  Value facts = Value::object();
  for (const auto& fact : type.facts) {
    facts[std::string{fact.name}] = matcher_schema(fact);
  }
  auto schema = closed_map(std::move(facts));
  schema["minProperties"] = 1;
  return schema;
}

Value skill_schema() {
  return closed_map({{"code", word()},
                     {"points", points()},
                     {"pass", {{"type", "string"}, {"pattern", "^(all|0*([1-9][0-9]?|100)%)$"}}},
                     {"task", bilingual()},
                     {"checks", list_of({{"if", {{"required", {"use"}}}},
                                         {"then", reference_to("library_check")},
                                         {"else", reference_to("check")}})}},
                    {"code", "checks"});
}

Value role_schema() {
  auto role = closed_map({{"count", {{"type", "integer"}, {"minimum", 1}, {"maximum", 100}}},
                          {"owner", {{"enum", {"candidate", "proctor"}}}}});
  role["type"] = {"object", "null"};
  return role;
}

Value scenario_parameter() {
  return closed_map({{"type", {{"enum", parameter_type_words}}},
                     {"per", {{"enum", {"candidate"}}}},
                     {"default", {{"type", {"string", "number", "boolean"}}}},
                     {"choices", list_of({{"type", {"string", "number", "boolean"}}})}},
                    {"type"});
}

/// Each connection has the parameters of its type, none of them required here.
Value connection_schema() {
  Value::array_t forms;
  for (const auto& type : check_types()) {
    if (type.reach == Reach::protocol) {
      std::vector<std::string> ignored;
      auto properties = parameters_of(type, ignored);
      properties["type"] = {{"const", type.name}};
      properties["on"] = word();
      forms.push_back(closed_map(std::move(properties), {"type"}));
    }
  }
  return {{"oneOf", std::move(forms)}};
}

Value map_of(Value names, Value values) {
  return {{"type", "object"}, {"propertyNames", std::move(names)}, {"additionalProperties", std::move(values)}};
}

}  // namespace

Value scenario_schema() {
  auto definitions = shared_definitions();
  for (const auto& type : check_types()) {
    definitions[type_name(type)] = type_schema(type);
    definitions[expect_name(type)] = expect_schema(type);
  }
  definitions["step"] = step_schema();
  definitions["check"] = own_check();
  definitions["library_check"] = library_check();
  auto roles = map_of(name_with("_-"), role_schema());
  roles["minProperties"] = 1;
  auto schema = closed_map({{"labcheck", {{"enum", {1, "1"}}}},
                            {"id", name_with("_./-")},
                            {"title", bilingual()},
                            {"standard", name_with("_.-")},
                            {"level", word()},
                            {"roles", std::move(roles)},
                            {"parameters", map_of(name_with("_-"), scenario_parameter())},
                            {"connections", map_of(name_with("_-"), connection_schema())},
                            {"skills", list_of(skill_schema())}},
                           {"labcheck", "id", "title", "standard", "level", "roles", "skills"});
  schema["$schema"] = "http://json-schema.org/draft-07/schema#";
  schema["title"] = "labcheck scenario, version 1";
  schema["definitions"] = std::move(definitions);
  return schema;
}

}  // namespace labcheck::load
