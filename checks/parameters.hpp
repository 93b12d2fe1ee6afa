#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <labcheck/check_type.hpp>
#include <labcheck/value.hpp>

/// Reading a step's parameters. They come by their declared kinds, but before `${…}` is filled in any of them may
/// still be a text, so nothing here trusts a kind.
namespace labcheck::checks {

/// Whether the parameter is there at all.
bool given(const Value& parameters, std::string_view name);
/// The parameter as text: numbers and booleans as they are spelt, an empty text when it isn't there.
std::string text_of(const Value& parameters, std::string_view name);
/// One text or a list of them, as a list.
std::vector<std::string> texts_of(const Value& parameters, std::string_view name);
/// The parameter when it is a boolean or an integer, else the fallback.
bool flag_of(const Value& parameters, std::string_view name, bool fallback);
std::int64_t integer_of(const Value& parameters, std::string_view name, std::int64_t fallback);
/// A plain value as text.
std::string plain_text(const Value& value);

/// "a, b and c"
std::string listed(const std::vector<std::string_view>& words);

/// Whether the text still holds `${…}` or consists of `allowed` and alphanumeric characters, with no dash in front.
bool is_name(std::string_view text, std::string_view allowed);

// For types whose parameters decide nothing.
Phase always_reads(const Value& parameters);
bool never_undoes(const Value& parameters);
std::string no_complaint(const Value& parameters);

}  // namespace labcheck::checks
