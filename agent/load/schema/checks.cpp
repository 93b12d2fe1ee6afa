#include "load/schema/checks.hpp"

#include "load/scenario/context.hpp"
#include "load/schema/kinds.hpp"

namespace labcheck::load {

namespace {

Value positive_duration() {
  return {{"type", "string"}, {"pattern", "^0*[1-9][0-9]*(ms|s|m|h)$"}};
}

/// The keys of every step but its type: those of `step_keys`.
Value step_properties() {
  return {{"on", word()},
          {"as", name_with("_-")},
          {"expect", {{"type", "object"}, {"minProperties", 1}}},
          {"give_up", {{"type", "object"}, {"minProperties", 1}}},
          {"within", positive_duration()},
          {"every", positive_duration()},
          {"hold", positive_duration()},
          {"timeout", positive_duration()},
          {"changes", {{"type", "boolean"}}},
          {"save", {{"type", "object"}, {"minProperties", 1}, {"additionalProperties", word()}}}};
}

/// A pattern of what `save` may name: a fact, and what is inside it.
std::string fact_names(const CheckType& type) {
  std::string names;
  for (const auto& fact : type.facts) {
    names += (names.empty() ? "" : "|") + std::string{fact.name};
  }
  return "^(" + names + R"()(\.|$))";
}

/// The type that a step has decides what may be expected; `every` without a wait changes nothing.
void add_rules_of_steps(Value& step) {
  Value::array_t rules;
  for (const auto& type : check_types()) {
    const auto expected = reference_to(expect_name(type));
    const Value saved{{"additionalProperties", {{"pattern", fact_names(type)}}}};
    rules.push_back({{"if", {{"required", {type.name}}}},
                     {"then", {{"properties", {{"expect", expected}, {"give_up", expected}, {"save", saved}}}}}});
  }
  for (const auto* key : {"every", "give_up"}) {
    rules.push_back(
        {{"if", {{"required", {key}}}}, {"then", {{"anyOf", {{{"required", {"within"}}}, {{"required", {"hold"}}}}}}}});
  }
  step["allOf"] = std::move(rules);
}

Value with_types(Value properties) {
  for (const auto& type : check_types()) {
    properties[std::string{type.name}] = reference_to(type_name(type));
  }
  return properties;
}

/// One of these keys and not two.
Value only_one_of(std::vector<std::string> others = {}) {
  Value::array_t choices;
  for (const auto& type : check_types()) {
    others.emplace_back(type.name);
  }
  for (const auto& name : others) {
    choices.push_back({{"required", {name}}});
  }
  return choices;
}

Value check_head() {
  auto needs = list_of(word());
  needs["uniqueItems"] = true;
  return {{"id", name_with("_.-")},
          {"title", bilingual()},
          {"hint", bilingual()},
          {"optional", {{"type", "boolean"}}},
          {"points", points()},
          {"needs", needs},
          {"phase", {{"enum", {"read", "write", "load", "disrupt", "reboot"}}}}};
}

}  // namespace

Value name_with(std::string_view marks) {
  return {{"type", {"string", "number"}}, {"pattern", "^[A-Za-z0-9][A-Za-z0-9" + std::string{marks} + "]*$"}};
}

Value word() {
  return {{"type", {"string", "number", "boolean"}}, {"minLength", 1}};
}

Value points() {
  return {{"type", "integer"}, {"minimum", 0}, {"maximum", 1'000'000}};
}

Value list_of(Value items) {
  return {{"type", "array"}, {"items", std::move(items)}, {"minItems", 1}};
}

Value bilingual() {
  auto text = closed_map({{"en", word()}, {"zh", word()}});
  text["minProperties"] = 1;
  return text;
}

std::string expect_name(const CheckType& type) {
  return "expect_" + std::string{type.name};
}

std::string type_name(const CheckType& type) {
  return "type_" + std::string{type.name};
}

Value step_schema() {
  auto step = closed_map(with_types(step_properties()));
  add_rules_of_steps(step);
  step["oneOf"] = only_one_of();
  return step;
}

Value own_check() {
  auto properties = with_types(step_properties());
  properties.update(check_head());
  const auto steps = list_of(reference_to("step"));
  properties["steps"] = steps;
  properties["cleanup"] = steps;
  properties["restored"] = steps;
  properties["any_of"] = list_of({{"anyOf", {reference_to("step"), closed_map({{"steps", steps}}, {"steps"})}}});
  properties["manual"] =
      closed_map({{"question", bilingual()}, {"second_assessor", {{"type", "boolean"}}}}, {"question"});
  auto check = closed_map(std::move(properties), {"id"});
  add_rules_of_steps(check);
  check["oneOf"] = only_one_of({"steps", "any_of", "manual"});
  Value none = Value::object();
  for (const auto key : step_keys) {
    none[std::string{key}] = false;
  }
  check["allOf"].push_back(
      {{"if", {{"anyOf", {{{"required", {"steps"}}}, {{"required", {"any_of"}}}, {{"required", {"manual"}}}}}}},
       {"then", {{"properties", std::move(none)}}}});
  return check;
}

Value library_check() {
  auto properties = check_head();
  properties["use"] = {{"type", "string"}, {"pattern", "^library/[a-z0-9_/-]*[a-z0-9_-]$"}};
  properties["with"] = {{"type", "object"}};
  return closed_map(std::move(properties), {"use"});
}

}  // namespace labcheck::load
