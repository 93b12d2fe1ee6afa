#pragma once

#include <string>
#include <string_view>

#include <labcheck/place.hpp>
#include <labcheck/plan.hpp>
#include <labcheck/value.hpp>

#include "load/sources.hpp"

namespace labcheck::fuzz {

/// Nothing but this text, under every name.
load::Sources one_source(std::string_view text);
/// A file of the source tree.
std::string source_file(const std::string& path);

/// A message is one line that isn't empty.
void check_message(std::string_view message);
/// Every finding has words and a place in the text.
void check_diagnostics(const Diagnostics& diagnostics, std::string_view text);

/// A value out of JSON; null when the text is none.
Value json_of(std::string_view text);
/// A candidate's exam: the good scenario of the golden tests, without secrets.
const Plan& exam_plan();
/// A report is well-formed, whatever the texts in it are.
void check_report(std::string_view format, const std::string& rendered);

}  // namespace labcheck::fuzz
