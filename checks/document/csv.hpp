#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <labcheck/value.hpp>

namespace labcheck::checks {

/// A table of text: RFC 4180, parted by the sign that parts its first line; UTF-8 or GBK.
struct Table {
  std::vector<std::string> columns{};
  std::vector<std::vector<std::string>> rows{};
  std::optional<std::size_t> column(std::string_view name) const;
};

/// The text in UTF-8. Nothing when it is neither UTF-8 nor GBK (or has bytes that no text has).
std::optional<std::string> decoded_text(std::string_view bytes);

/// Nothing when the text is no table: less than two columns, rows of different length, a quote that isn't closed.
std::optional<Table> read_table(std::string_view text);

/// A number as people write it: 1,234.50, ¥99, 12%, full-width digits. Nothing when it is none.
std::optional<long double> read_amount(std::string_view text);

}  // namespace labcheck::checks
