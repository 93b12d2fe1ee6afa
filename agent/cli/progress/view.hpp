#pragma once

#include <string>
#include <vector>

#include "cli/progress/board.hpp"
#include "cli/progress/pace.hpp"
#include "cli/progress/table.hpp"

namespace labcheck::cli {

/// The size of a terminal in columns and lines.
struct TerminalSize {
  std::size_t width{80};
  std::size_t height{24};
  bool operator==(const TerminalSize&) const = default;
};

/// The live table as lines: candidates by skill codes, a bar, counts. No I/O, no clock.
class View {
 public:
  /// The plan must outlive the view.
  View(const Plan& plan, Pace::Moment begun, ViewStyle style)
      : board_{plan}, pace_{begun}, style_{style}, labels_{labels_of(board_)} {}

  void heard(const CheckKey& check) { board_.heard(check); }
  /// `earlier`: a part of the run before this one has asked it.
  void ended(const CandidatePlan& plan, const CheckResult& check, bool earlier, Pace::Moment now);
  void flagged(const Flag& flag) { board_.flagged(flag); }

  /// Fewer lines than the terminal has, each narrower than it: what is drawn neither scrolls nor wraps.
  std::vector<std::string> frame(TerminalSize size, Pace::Moment now) const;
  std::uint64_t changes() const { return board_.changes(); }

 private:
  std::string bar(std::size_t width, bool alone, Pace::Moment now) const;
  std::string counts(std::size_t width) const;

  Board board_;
  Pace pace_;
  ViewStyle style_;
  std::vector<std::string> labels_;
};

}  // namespace labcheck::cli
