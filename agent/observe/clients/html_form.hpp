#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <labcheck/value.hpp>

namespace labcheck::observe {

using FormFields = std::vector<std::pair<std::string, std::string>>;

/// The hidden fields of the first form of a page that has all of these fields, such as the tokens that a login wants
/// back. False when the page has no such form, or none of a sane size.
bool find_hidden_fields(std::string_view page, const FormFields& filled, FormFields& hidden);

/// `application/x-www-form-urlencoded`.
std::string encode_form(const FormFields& fields);

/// `multipart/form-data`, with files as {field, name, type, content}.
std::string encode_multipart(const FormFields& fields, const Value& files, const std::string& boundary);

}  // namespace labcheck::observe
