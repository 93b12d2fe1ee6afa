#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <labcheck/place.hpp>

namespace labcheck::load {

struct CsvCell {
  std::string text{};
  Place place{};
};

using CsvRow = std::vector<CsvCell>;

/// Rows of a table as RFC 4180 has them; empty lines are left out, spaces around unquoted cells too.
std::vector<CsvRow> parse_csv(const std::string& name, std::string_view text, Diagnostics& diagnostics);

}  // namespace labcheck::load
