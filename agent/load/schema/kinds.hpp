#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <labcheck/check_type.hpp>
#include <labcheck/value.hpp>

/// JSON Schemas of single values and of what is expected of them.
namespace labcheck::load {

/// `{"$ref": "#/definitions/NAME"}`
Value reference_to(std::string_view name);
/// A map of these keys and no others.
Value closed_map(Value properties, std::vector<std::string> required = {});
/// A text of one of these words.
Value one_of_words(const std::vector<std::string_view>& words);

/// A parameter of a check type as a scenario spells it, `${…}` included.
Value parameter_schema(const ParameterSpec& spec);
/// What `expect` says about a fact.
Value matcher_schema(const FactSpec& fact);
/// The definitions that the schemas above refer to.
Value shared_definitions();

}  // namespace labcheck::load
