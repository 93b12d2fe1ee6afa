#pragma once

#include <string>
#include <string_view>

#include <labcheck/value.hpp>

namespace labcheck::judge {

/// Deeper values are not judged: what comes after may recurse.
inline constexpr int deepest_value = 500;
/// Longer descriptions of a value are cut.
inline constexpr std::size_t longest_words = 200;

/// Whether a value is nested more than `levels` deep; itself without recursion.
bool deeper_than(const Value& value, int levels);

/// Equality: numbers by their value whatever their type, lists in order, a text never equals a number.
bool same(const Value& left, const Value& right);

/// Whether a number is below another, exactly, whatever their types.
bool less_number(const Value& left, const Value& right);

/// A value in words for people, at most `longest_words` long: `'text'`, `[200, 502]`, `{code: 1045}`.
std::string describe(const Value& value);
/// `nothing` for a fact that isn't there.
std::string describe(const Value* fact);

/// A text of at most `longest_words` bytes, cut between characters and marked with `…`.
std::string shortened(std::string_view text);

/// `a text`, `a number`, `a list`, …: what kind of value this is.
std::string_view kind_words(const Value& value);

}  // namespace labcheck::judge
