#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include <labcheck/observation.hpp>
#include <labcheck/plan.hpp>
#include <labcheck/verdict.hpp>

#include "cli/progress/subject.hpp"

namespace labcheck::cli {

/// How a candidate stands: the first that any of their skills gives reason for.
enum class RowState { error, fail, running, open, manual, pass };
inline constexpr std::size_t row_states = 6;

/// The table of candidates and skill codes behind every view of a run, kept up event by event. No I/O, no clock.
class Board {
 public:
  struct Row {
    const Candidate* candidate{nullptr};
    int flags{0};
    RowState state{RowState::open};
  };

  /// The plan must outlive the board.
  explicit Board(const Plan& plan);

  /// Something of a check was answered.
  void heard(const CheckKey& check);
  /// A check has ended. Gives the skill that is decided by that, with its verdict.
  std::optional<SkillResult> ended(const CandidatePlan& plan, const CheckResult& check);
  void flagged(const Flag& flag);

  const std::vector<SkillColumn>& columns() const { return columns_; }
  const std::vector<Row>& rows() const { return rows_; }
  CellState cell(std::size_t row, std::size_t column) const { return cells_[row * columns_.size() + column]; }
  /// As many rows as there is room for: all as planned, or those in trouble first.
  std::vector<std::size_t> first_rows(std::size_t room) const;

  std::size_t done() const { return done_; }
  std::size_t total() const { return total_; }
  std::size_t flags() const { return flags_; }
  std::size_t cells_in(CellState state) const { return by_cell_[static_cast<std::size_t>(state)]; }
  std::size_t rows_in(RowState state) const { return by_row_[static_cast<std::size_t>(state)].size(); }
  /// Checks that wait for an answer together, and the longest line of those that a candidate is asked one by one.
  std::size_t together_left() const { return together_left_; }
  std::size_t longest_line() const { return rows_by_line_.empty() ? 0 : rows_by_line_.size() - 1; }
  /// Grows with everything that a view would show otherwise.
  std::uint64_t changes() const { return changes_; }
  bool one_by_one(const CandidatePlan& plan, const std::string& check) const;

 private:
  /// One candidate's checks in one scenario.
  struct Sheet {
    const Subject* subject{nullptr};
    Ends ends{};
    std::vector<std::size_t> left{};  ///< by skill: checks that have not ended
    std::vector<CellState> states{};  ///< by skill
  };
  /// Where one candidate's sheet of one scenario is found.
  struct Found {
    std::size_t row{0};
    Sheet* sheet{nullptr};
  };

  Found find(const std::string& candidate, const std::string& scenario);
  static std::optional<std::size_t> place_of(Found found, const std::string& check);
  void add(const CandidatePlan& plan);
  std::size_t row_of(const Candidate& candidate);
  SkillResult settle(Found found, std::size_t skill);
  void show(Found found, std::size_t skill, CellState state);
  CellState fold(std::size_t row, std::size_t column) const;
  void put_cell(std::size_t row, std::size_t column, CellState state);
  RowState state_of(std::size_t row) const;
  void count_line(std::size_t row, std::ptrdiff_t change);

  Subjects subjects_{};
  std::vector<SkillColumn> columns_{};
  std::vector<Row> rows_{};
  std::unordered_map<std::string, std::size_t> row_by_id_{};
  std::vector<std::vector<Sheet>> sheets_{};  ///< by row
  std::vector<CellState> cells_{};
  std::vector<std::array<std::uint16_t, cell_states>> row_cells_{};
  std::array<std::size_t, cell_states> by_cell_{};
  std::array<std::set<std::size_t>, row_states> by_row_{};
  std::vector<std::size_t> lines_{};         ///< by row: checks that are asked one by one and have not ended
  std::vector<std::size_t> rows_by_line_{};  ///< how many rows have a line of that length
  std::size_t together_left_{0};
  std::size_t done_{0};
  std::size_t total_{0};
  std::size_t flags_{0};
  std::uint64_t changes_{0};
};

}  // namespace labcheck::cli
