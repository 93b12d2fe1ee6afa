#pragma once

#include <string>
#include <string_view>

#include <labcheck/check_type.hpp>
#include <labcheck/value.hpp>

/// JSON Schemas of steps and checks, and of the small things that they and scenarios share.
namespace labcheck::load {

/// A name as check_name() takes it, with these marks (a pattern's) in it.
Value name_with(std::string_view marks);
/// A text that is not empty, however YAML spells it.
Value word();
Value points();
Value list_of(Value items);
/// `{en: …, zh: …}`
Value bilingual();

/// The definitions that step_schema() refers to for each type: its parameters, and what may be expected.
std::string type_name(const CheckType& type);
std::string expect_name(const CheckType& type);

Value step_schema();
/// A check that spells its question out.
Value own_check();
/// A check that takes its question from a library file.
Value library_check();

}  // namespace labcheck::load
