#include "cli/progress/board.hpp"

#include <algorithm>

namespace labcheck::cli {

Board::Board(const Plan& plan) {
  for (const auto& each : plan.candidates) {
    add(each);
  }
  cells_.assign(rows_.size() * columns_.size(), CellState::absent);
  by_cell_[static_cast<std::size_t>(CellState::absent)] = cells_.size();
  row_cells_.resize(rows_.size());
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    by_row_[static_cast<std::size_t>(rows_[row].state)].insert(row);
    for (auto& sheet : sheets_[row]) {
      for (std::size_t skill = 0; skill < sheet.left.size(); ++skill) {
        if (sheet.left[skill] == 0) {
          settle({.row = row, .sheet = &sheet}, skill);
        } else {
          show({.row = row, .sheet = &sheet}, skill, CellState::open);
        }
      }
    }
  }
}

void Board::add(const CandidatePlan& plan) {
  const auto row = row_of(*plan.candidate);
  auto known = subjects_.find(plan.scenario->id);
  if (known == subjects_.end()) {
    known = subjects_.emplace(plan.scenario->id, subject_of(plan, columns_)).first;
  }
  const auto& subject = known->second;
  Sheet sheet{.subject = &subject};
  sheet.ends.resize(subject.checks.size());
  sheet.states.assign(subject.skills.size(), CellState::absent);
  for (const auto& skill : subject.skills) {
    sheet.left.push_back(skill.checks);
  }
  std::ptrdiff_t line = 0;
  for (const auto& check : subject.checks) {
    line += check.one_by_one ? 1 : 0;
  }
  sheets_[row].push_back(std::move(sheet));
  total_ += subject.checks.size();
  together_left_ += subject.checks.size() - static_cast<std::size_t>(line);
  count_line(row, line);
}

std::size_t Board::row_of(const Candidate& candidate) {
  const auto [known, fresh] = row_by_id_.emplace(candidate.id, rows_.size());
  if (fresh) {
    rows_.push_back({.candidate = &candidate});
    sheets_.emplace_back();
    lines_.push_back(0);
    rows_by_line_.resize(std::max<std::size_t>(rows_by_line_.size(), 1));
    ++rows_by_line_[0];
  }
  return known->second;
}

/// A row's line grows or shrinks.
void Board::count_line(std::size_t row, std::ptrdiff_t change) {
  --rows_by_line_[lines_[row]];
  lines_[row] += static_cast<std::size_t>(change);
  rows_by_line_.resize(std::max(rows_by_line_.size(), lines_[row] + 1));
  ++rows_by_line_[lines_[row]];
  while (rows_by_line_.size() > 1 && rows_by_line_.back() == 0) {
    rows_by_line_.pop_back();
  }
}

Board::Found Board::find(const std::string& candidate, const std::string& scenario) {
  const auto row = row_by_id_.find(candidate);
  if (row == row_by_id_.end()) {
    return {};
  }
  for (auto& sheet : sheets_[row->second]) {
    if (sheet.subject->scenario->id == scenario) {
      return {.row = row->second, .sheet = &sheet};
    }
  }
  return {};
}

/// Where a check stands in its subject.
std::optional<std::size_t> Board::place_of(Found found, const std::string& check) {
  if (found.sheet == nullptr) {
    return std::nullopt;
  }
  const auto place = found.sheet->subject->places.find(check);
  return place == found.sheet->subject->places.end() ? std::nullopt : std::optional{place->second};
}

void Board::heard(const CheckKey& check) {
  const auto found = find(check.candidate, check.scenario);
  const auto place = place_of(found, check.check);
  const auto skill = place ? found.sheet->subject->checks[*place].skill : std::nullopt;
  if (skill && found.sheet->states[*skill] == CellState::open) {
    show(found, *skill, CellState::running);
  }
}

std::optional<SkillResult> Board::ended(const CandidatePlan& plan, const CheckResult& check) {
  const auto found = find(plan.candidate->id, plan.scenario->id);
  const auto place = place_of(found, check.id);
  if (!place || found.sheet->ends[*place]) {
    return std::nullopt;
  }
  const auto& about = found.sheet->subject->checks[*place];
  found.sheet->ends[*place] = check.outcome;
  ++done_;
  ++changes_;
  if (about.one_by_one) {
    count_line(found.row, -1);
  } else {
    --together_left_;
  }
  if (!about.skill) {
    return std::nullopt;
  }
  if (--found.sheet->left[*about.skill] == 0) {
    return settle(found, *about.skill);
  }
  show(found, *about.skill, CellState::running);
  return std::nullopt;
}

void Board::flagged(const Flag& flag) {
  ++flags_;
  ++changes_;
  if (const auto row = row_by_id_.find(flag.candidate); row != row_by_id_.end()) {
    ++rows_[row->second].flags;
  }
}

SkillResult Board::settle(Found found, std::size_t skill) {
  auto result = judge_now(*found.sheet->subject, skill, found.sheet->ends);
  show(found, skill, labcheck::cli::state_of(result));
  return result;
}

void Board::show(Found found, std::size_t skill, CellState state) {
  if (found.sheet->states[skill] == state) {
    return;
  }
  found.sheet->states[skill] = state;
  const auto column = found.sheet->subject->skills[skill].column;
  put_cell(found.row, column, fold(found.row, column));
}

/// What several scenarios make of one code: open while any of them is, then the worst.
CellState Board::fold(std::size_t row, std::size_t column) const {
  constexpr std::array worst{CellState::fail,   CellState::error, CellState::blocked, CellState::manual,
                             CellState::waived, CellState::pass,  CellState::absent};
  std::array<bool, cell_states> has{};
  for (const auto& sheet : sheets_[row]) {
    for (std::size_t skill = 0; skill < sheet.states.size(); ++skill) {
      if (sheet.subject->skills[skill].column == column) {
        has[static_cast<std::size_t>(sheet.states[skill])] = true;
      }
    }
  }
  const auto any = [&](CellState state) { return has[static_cast<std::size_t>(state)]; };
  const auto found = std::find_if(worst.begin(), worst.end(), any);
  const auto decided = found == worst.end() ? CellState::absent : *found;
  if (any(CellState::open) || any(CellState::running)) {
    return any(CellState::running) || decided != CellState::absent ? CellState::running : CellState::open;
  }
  return decided;
}

void Board::put_cell(std::size_t row, std::size_t column, CellState state) {
  auto& cell = cells_[row * columns_.size() + column];
  if (cell == state) {
    return;
  }
  ++changes_;
  auto& own = row_cells_[row];
  --by_cell_[static_cast<std::size_t>(cell)];
  own[static_cast<std::size_t>(cell)] -= cell == CellState::absent ? 0 : 1;
  cell = state;
  ++by_cell_[static_cast<std::size_t>(cell)];
  ++own[static_cast<std::size_t>(cell)];
  if (const auto now = state_of(row); now != rows_[row].state) {
    by_row_[static_cast<std::size_t>(rows_[row].state)].erase(row);
    by_row_[static_cast<std::size_t>(now)].insert(row);
    rows_[row].state = now;
  }
}

RowState Board::state_of(std::size_t row) const {
  const auto& own = row_cells_[row];
  const auto count = [&](auto... states) { return (0 + ... + own[static_cast<std::size_t>(states)]); };
  const int open = count(CellState::open);
  if (count(CellState::error, CellState::blocked) > 0) {
    return RowState::error;
  }
  if (count(CellState::fail) > 0) {
    return RowState::fail;
  }
  if (count(CellState::running) > 0 || (open > 0 && count(CellState::pass, CellState::manual, CellState::waived) > 0)) {
    return RowState::running;
  }
  return open > 0                                          ? RowState::open
         : count(CellState::manual, CellState::waived) > 0 ? RowState::manual
                                                           : RowState::pass;
}

std::vector<std::size_t> Board::first_rows(std::size_t room) const {
  std::vector<std::size_t> first;
  if (rows_.size() <= room) {
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      first.push_back(row);
    }
    return first;
  }
  for (const auto& rows : by_row_) {
    for (auto row = rows.begin(); row != rows.end() && first.size() < room; ++row) {
      first.push_back(*row);
    }
  }
  return first;
}

bool Board::one_by_one(const CandidatePlan& plan, const std::string& check) const {
  const auto subject = subjects_.find(plan.scenario->id);
  if (subject == subjects_.end()) {
    return false;
  }
  const auto place = subject->second.places.find(check);
  return place != subject->second.places.end() && subject->second.checks[place->second].one_by_one;
}

}  // namespace labcheck::cli
