#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <labcheck/text.hpp>

#include "cli/progress/board.hpp"

namespace labcheck::cli {

struct ViewStyle {
  Language language{Language::en};
  bool colour{false};
};

/// What stands for a state in the table; the colour (ANSI) only repeats it.
struct Sign {
  std::string_view letter{};
  std::string_view colour{};
  std::string_view word{};
};
Sign sign_of(CellState state, Language language);
Sign sign_of(RowState state, Language language);

std::string painted(std::string_view text, std::string_view colour, ViewStyle style);

/// What candidates are called in the table, printable, by row.
std::vector<std::string> labels_of(const Board& board);

/// The table in at most `room` lines of at most `width` columns: what has no room is summed up in a line or a column.
/// Nothing where there is room for nothing.
std::vector<std::string> table_lines(const Board& board, const std::vector<std::string>& labels, std::size_t width,
                                     std::size_t room, ViewStyle style);

/// What the signs mean, in one line.
std::string legend(const Board& board, std::size_t width, ViewStyle style);

}  // namespace labcheck::cli
