#pragma once

#include <string>
#include <string_view>

#include <labcheck/time_text.hpp>
#include <labcheck/value.hpp>

namespace labcheck::report {

/// Columns that the text report keeps to.
inline constexpr std::size_t page_width = 100;

/// The text with spaces behind it up to a number of columns.
std::string pad(std::string_view text, std::size_t columns);

/// The text, or what fits of it with `…` behind it.
std::string clip(std::string_view text, std::size_t columns);

/// Lines no wider than the page, each ended by a newline: the first one as it comes after `lead`, the others indented
/// to where that ends. Breaks at spaces and between wide characters; a longer word is cut.
std::string paragraph(std::string_view lead, std::size_t lead_columns, std::string_view text);

/// The text on one line: every run of spaces, tabs and line ends is one space, none at the ends. For what authors wrote
/// over several lines; what hosts said keeps its bytes.
std::string folded(std::string_view text);

/// `250ms`, `12s`, `1m 12s`, `2h 5m`.
std::string to_words(Duration duration);

}  // namespace labcheck::report
