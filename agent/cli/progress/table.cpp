#include "cli/progress/table.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "cli/progress/columns.hpp"
#include "report/layout.hpp"
#include "report/words.hpp"
#include "text/code_points.hpp"
#include "text/printable.hpp"

namespace labcheck::cli {
namespace {

using text::display_width;

constexpr std::size_t longest_label = 24;
constexpr std::size_t shortest_label = 4;
constexpr std::size_t behind_label = 2;  ///< the sign of a flag, and a space
/// Worst first.
constexpr std::array by_weight{CellState::error, CellState::blocked, CellState::fail,   CellState::running,
                               CellState::open,  CellState::manual,  CellState::waived, CellState::pass};

struct Look {
  const Board& board;
  const std::vector<std::string>& labels;
  ViewStyle style{};
  std::size_t label_width{0};
  ColumnLayout columns{};
};

CellState worst_hidden(const Look& look, std::size_t row) {
  std::array<bool, cell_states> has{};
  for (auto column = look.columns.widths.size(); column < look.board.columns().size(); ++column) {
    has[static_cast<std::size_t>(look.board.cell(row, column))] = true;
  }
  const auto found = std::find_if(by_weight.begin(), by_weight.end(),
                                  [&](CellState state) { return has[static_cast<std::size_t>(state)]; });
  return found == by_weight.end() ? CellState::absent : *found;
}

/// Appends a cell; colours are only changed where they change.
void put(std::string& line, CellState state, std::size_t padding, std::string_view& colour, ViewStyle style) {
  const auto sign = sign_of(state, style.language);
  if (style.colour && sign.colour != colour && state != CellState::absent) {
    line += fmt::format("\x1b[0;{}m", sign.colour);
    colour = sign.colour;
  }
  line += sign.letter;
  line.append(padding, ' ');
}

std::string row_line(const Look& look, std::size_t row) {
  const auto& about = look.board.rows()[row];
  auto line = report::pad(report::clip(look.labels[row], look.label_width), look.label_width);
  line += about.flags > 0 ? "! " : "  ";
  std::string_view colour;
  const auto shown = look.columns.widths.size();
  for (std::size_t column = 0; column < shown; ++column) {
    const auto padding = look.columns.widths[column] - 1 + (column + 1 < shown ? look.columns.gap : 0);
    put(line, look.board.cell(row, column), padding, colour, look.style);
  }
  if (look.columns.hidden > 0) {
    line += ' ';
    put(line, worst_hidden(look, row), 0, colour, look.style);
  }
  if (!colour.empty()) {
    line += "\x1b[0m";
  }
  return line;
}

/// `… and 940 more: 900 open, 40 pass`
std::string rest_line(const Look& look, const std::vector<std::size_t>& shown, std::size_t width) {
  std::array<std::size_t, row_states> left{};
  for (std::size_t state = 0; state < row_states; ++state) {
    left[state] = look.board.rows_in(static_cast<RowState>(state));
  }
  for (const auto row : shown) {
    --left[static_cast<std::size_t>(look.board.rows()[row].state)];
  }
  const auto& phrase = report::progress_phrases(look.style.language);
  auto line = fmt::format(fmt::runtime(phrase.more), look.board.rows().size() - shown.size());
  bool first = true;
  for (std::size_t state = 0; state < row_states; ++state) {
    if (left[state] > 0) {
      const auto sign = sign_of(static_cast<RowState>(state), look.style.language);
      line += fmt::format("{}{} {}", first ? phrase.colon : phrase.comma, left[state], sign.word);
      first = false;
    }
  }
  return report::clip(line, width);
}

std::size_t width_for(const std::vector<std::string>& labels, std::size_t width) {
  const auto most = std::clamp(width / 3, shortest_label, longest_label);
  std::size_t widest = shortest_label;
  for (const auto& label : labels) {
    widest = std::max(widest, display_width(label));
    if (widest >= most) {
      return most;
    }
  }
  return widest;
}

}  // namespace

Sign sign_of(CellState state, Language language) {
  const auto& phrase = report::progress_phrases(language);
  switch (state) {
    case CellState::absent:
      return {" ", "0", ""};
    case CellState::open:
      return {".", "2", phrase.open};
    case CellState::running:
      return {"~", "36", phrase.running};
    case CellState::pass:
      return {"+", "32", phrase.pass};
    case CellState::fail:
      return {"F", "1;31", phrase.fail};
    case CellState::error:
      return {"E", "1;33", phrase.error};
    case CellState::manual:
      return {"M", "35", phrase.manual};
    case CellState::blocked:
      return {"B", "33", phrase.blocked};
    case CellState::waived:
      return {"W", "34", phrase.waived};
  }
  return {};
}

Sign sign_of(RowState state, Language language) {
  constexpr CellState same[] = {CellState::error, CellState::fail,   CellState::running,
                                CellState::open,  CellState::manual, CellState::pass};
  return sign_of(same[static_cast<std::size_t>(state)], language);
}

std::string painted(std::string_view text, std::string_view colour, ViewStyle style) {
  return style.colour && !colour.empty() ? fmt::format("\x1b[0;{}m{}\x1b[0m", colour, text) : std::string{text};
}

std::vector<std::string> labels_of(const Board& board) {
  std::vector<std::string> labels;
  for (const auto& row : board.rows()) {
    labels.push_back(text::printable(row.candidate->id));
  }
  return labels;
}

std::vector<std::string> table_lines(const Board& board, const std::vector<std::string>& labels, std::size_t width,
                                     std::size_t room, ViewStyle style) {
  Look look{.board = board, .labels = labels, .style = style, .label_width = width_for(labels, width)};
  const auto lead = look.label_width + behind_label;
  if (width <= lead || board.rows().empty()) {
    return {};
  }
  look.columns = lay_out(board.columns(), width - lead);
  if (look.columns.widths.empty() || room < look.columns.heading.size() + 1) {
    return {};
  }
  std::vector<std::string> lines;
  for (const auto& line : look.columns.heading) {
    lines.push_back(std::string(lead, ' ') + line);
  }
  const auto left = room - lines.size();
  const bool all = board.rows().size() <= left;
  const auto shown = board.first_rows(all ? left : left - 1);
  for (const auto row : shown) {
    lines.push_back(row_line(look, row));
  }
  if (!all) {
    lines.push_back(rest_line(look, shown, width));
  }
  return lines;
}

std::string legend(const Board& board, std::size_t width, ViewStyle style) {
  std::string line;
  std::size_t used = 0;
  for (const auto state : {CellState::open, CellState::running, CellState::pass, CellState::fail, CellState::error,
                           CellState::manual, CellState::blocked, CellState::waived}) {
    const auto sign = sign_of(state, style.language);
    const bool rare = state == CellState::manual || state == CellState::blocked || state == CellState::waived;
    const auto needed = 2 + display_width(sign.word) + (line.empty() ? 0 : 2);
    if ((rare && board.cells_in(state) == 0) || used + needed > width) {
      continue;
    }
    line += fmt::format("{}{} {}", line.empty() ? "" : "  ", painted(sign.letter, sign.colour, style), sign.word);
    used += needed;
  }
  return line;
}

}  // namespace labcheck::cli
