#include "cli/progress/view.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "report/layout.hpp"
#include "report/words.hpp"
#include "text/code_points.hpp"

namespace labcheck::cli {
namespace {

constexpr std::size_t widest_bar = 30;
constexpr std::size_t narrowest_bar = 8;
constexpr std::size_t room_for_legend = 10;

/// A part of a line, which is left out where it does not fit.
struct Piece {
  std::string text{};
  std::string_view colour{};
};

std::string join(const std::vector<Piece>& pieces, std::size_t width, ViewStyle style) {
  std::string line;
  std::size_t used = 0;
  for (const auto& piece : pieces) {
    const auto own = text::display_width(piece.text);
    if (line.empty()) {
      line = own <= width ? painted(piece.text, piece.colour, style) : report::clip(piece.text, width);
      used = own;
    } else if (used + 2 + own <= width) {
      line += "  " + painted(piece.text, piece.colour, style);
      used += 2 + own;
    }
  }
  return line;
}

/// Whole seconds; what is left is no more exact than it can be.
std::string clock_words(Duration length) {
  const Duration whole{length.count() / 1000 * 1000};
  return whole.count() == 0 ? "0s" : report::to_words(whole);
}
std::string about(Duration left) {
  const std::int64_t step = left < Duration{60'000} ? 5'000 : left < Duration{600'000} ? 10'000 : 60'000;
  return clock_words(Duration{(left.count() + step - 1) / step * step});
}

std::string rate_words(double rate, const report::ProgressPhrases& phrase) {
  const bool slow = rate > 0 && rate < 1;
  const auto number = slow                    ? fmt::format("{:.0f}", std::ceil(rate * 60))
                      : rate < 10 && rate > 0 ? fmt::format("{:.1f}", rate)
                                              : fmt::format("{:.0f}", rate);
  return fmt::format("{}{}", number, slow ? phrase.per_minute : phrase.per_second);
}

std::string bar_of(std::size_t done, std::size_t total, std::size_t columns) {
  const auto filled = total == 0 ? columns : columns * done / total;
  return fmt::format("[{}{}]", std::string(filled, '#'), std::string(columns - filled, '-'));
}

}  // namespace

void View::ended(const CandidatePlan& plan, const CheckResult& check, bool earlier, Pace::Moment now) {
  board_.ended(plan, check);
  if (!earlier) {
    pace_.ended(now, board_.one_by_one(plan, check.id), check.elapsed);
  }
}

std::string View::bar(std::size_t width, bool alone, Pace::Moment now) const {
  const auto& phrase = report::progress_phrases(style_.language);
  const auto done = board_.done();
  const auto total = board_.total();
  std::vector<Piece> pieces{{fmt::format(fmt::runtime(phrase.checks), done, total)}};
  if (total > 0) {
    pieces.push_back({fmt::format("{}%", done * 100 / total)});
  }
  if (alone) {
    pieces.push_back(
        {fmt::format("{} {}", board_.cells_in(CellState::error) + board_.cells_in(CellState::blocked), phrase.error)});
    pieces.push_back({fmt::format("{} {}", board_.cells_in(CellState::fail), phrase.fail)});
  }
  pieces.push_back({rate_words(pace_.rate(now), phrase)});
  pieces.push_back({fmt::format(fmt::runtime(phrase.elapsed), clock_words(pace_.elapsed(now)))});
  if (const auto left = pace_.left(now, board_.together_left(), board_.longest_line())) {
    pieces.push_back({fmt::format(fmt::runtime(phrase.left), about(*left))});
  }
  const auto words = join(pieces, width, style_);
  const auto used = text::display_width(words) + 4;
  const auto room = width > used ? std::min(width - used, widest_bar) : 0;
  return room < narrowest_bar ? words : fmt::format("{}  {}", bar_of(done, total, room), words);
}

std::string View::counts(std::size_t width) const {
  const auto& phrase = report::progress_phrases(style_.language);
  const auto in = [&](CellState state) { return board_.cells_in(state); };
  const auto all = board_.rows().size() * board_.columns().size() - in(CellState::absent);
  const auto decided = all - in(CellState::open)-in(CellState::running);
  std::vector<Piece> pieces{{fmt::format(fmt::runtime(phrase.skills), decided, all)}};
  const auto add = [&](std::size_t number, CellState state, bool always) {
    const auto sign = sign_of(state, style_.language);
    if (always || number > 0) {
      pieces.push_back({fmt::format("{} {}", number, sign.word), number > 0 ? sign.colour : ""});
    }
  };
  add(in(CellState::error) + in(CellState::blocked), CellState::error, true);
  add(in(CellState::fail), CellState::fail, true);
  add(in(CellState::manual), CellState::manual, false);
  add(in(CellState::waived), CellState::waived, false);
  add(in(CellState::pass), CellState::pass, true);
  if (board_.flags() > 0) {
    pieces.push_back({fmt::format("! {} {}", board_.flags(), phrase.flags)});
  }
  return join(pieces, width, style_);
}

std::vector<std::string> View::frame(TerminalSize size, Pace::Moment now) const {
  // The last column is left free: what is written there makes some terminals wrap. The last line is the cursor's.
  const auto width = std::max<std::size_t>(size.width, 2) - 1;
  const auto room = std::max<std::size_t>(size.height, 2) - 1;
  const bool explains = room >= room_for_legend;
  const std::size_t below = room == 1 ? 1 : explains ? 3 : 2;
  auto lines = table_lines(board_, labels_, width, room - below, style_);
  if (explains) {
    lines.push_back(legend(board_, width, style_));
  }
  if (room > 1) {
    lines.push_back(counts(width));
  }
  lines.push_back(bar(width, room == 1, now));
  return lines;
}

}  // namespace labcheck::cli
