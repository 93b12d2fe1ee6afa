#include "qualify/qualification.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include <fmt/format.h>

#include "qualify/unasked.hpp"

namespace labcheck::qualify {
namespace {

bool starts_from_solved(const Row& row) {
  return row.kind == RowKind::rebooted || row.kind == RowKind::fault || row.kind == RowKind::cheat ||
         row.kind == RowKind::unasked;
}

bool is_sampled(const Row& row) {
  return row.kind == RowKind::alternative || row.kind == RowKind::fault || row.kind == RowKind::cheat;
}

bool holds_as_stored(const Row& row, const Stored& stored) {
  const auto known = stored.rows.find(row.title());
  return known != stored.rows.end() && known->second.digest == row.digest && known->second.result.holds();
}

bool is_named(const Row& row, const std::vector<std::string>& only) {
  return only.empty() || std::any_of(only.begin(), only.end(), [&](const std::string& word) {
           return row.title().find(word) != std::string::npos ||
                  std::find(row.codes.begin(), row.codes.end(), word) != row.codes.end();
         });
}

/// Leaves `count` of the rows that may be sampled, chosen at random, and those that `must` be tried.
void sample(std::vector<Row>& rows, int count, const std::function<bool(const Row&)>& must) {
  std::vector<std::string> titles;
  for (const auto& row : rows) {
    if (is_sampled(row) && !must(row)) {
      titles.push_back(row.title());
    }
  }
  std::shuffle(titles.begin(), titles.end(), std::mt19937{std::random_device{}()});
  const std::set<std::string> kept{titles.begin(),
                                   titles.begin() + std::min<std::ptrdiff_t>(count, std::ssize(titles))};
  std::erase_if(rows, [&](const Row& row) { return is_sampled(row) && !must(row) && !kept.contains(row.title()); });
}

}  // namespace

std::vector<Row> select_rows(const Folder& folder, const Scenario& scenario, const Stored& stored,
                             const Selection& selection) {
  const auto is_changed = [&](const Row& row) { return selection.changed && !holds_as_stored(row, stored); };
  std::vector<Row> rows;
  for (const auto& row : folder.rows) {
    if (is_named(row, selection.only) && (!selection.changed || selection.sample > 0 || is_changed(row))) {
      rows.push_back(row);
    }
  }
  if (selection.sample > 0) {
    sample(rows, selection.sample, is_changed);
  }
  for (auto& row : selection.unasked ? unasked_faults(scenario) : std::vector<Row>{}) {
    if (is_named(row, selection.only)) {
      rows.push_back(std::move(row));
    }
  }
  const bool has_solved =
      std::any_of(rows.begin(), rows.end(), [](const Row& row) { return row.kind == RowKind::solved; });
  if (!has_solved && std::any_of(rows.begin(), rows.end(), starts_from_solved)) {
    const auto solved = std::find_if(folder.rows.begin(), folder.rows.end(),
                                     [](const Row& row) { return row.kind == RowKind::solved; });
    rows.insert(rows.begin(), *solved);
  }
  return rows;
}

void try_rows(const std::vector<Row>& rows, Lab& lab, const TrialPlan& plan, int at_once,
              const std::function<void(const Row&, const RowResult&)>& tried) {
  bool kept = false;
  bool solution_holds = true;
  std::vector<std::size_t> rest;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    if (rows[at].kind != RowKind::solved) {
      rest.push_back(at);
      continue;
    }
    const auto result = try_row(rows[at], fmt::format("r{}", at), lab, plan, kept);
    solution_holds = result.holds();
    tried(rows[at], result);
  }
  std::atomic<std::size_t> next{0};
  std::mutex telling;
  const auto work = [&] {
    for (auto turn = next++; turn < rest.size(); turn = next++) {
      const auto& row = rows[rest[turn]];
      bool solved = kept;
      const auto result = starts_from_solved(row) && !solution_holds
                              ? RowResult{.errors = {"not tried: the solution doesn't hold"}}
                              : try_row(row, fmt::format("r{}", rest[turn]), lab, plan, solved);
      const std::lock_guard lock{telling};
      tried(row, result);
    }
  };
  std::vector<std::thread> threads;
  for (int number = 1; number < at_once && lab.several_at_once(); ++number) {
    threads.emplace_back(work);
  }
  work();
  for (auto& thread : threads) {
    thread.join();
  }
}

std::vector<std::string> never_killed(const Folder& folder, const Scenario& scenario, const Stored& stored) {
  std::set<std::string> turned;
  for (const auto& row : folder.rows) {
    const auto known = stored.rows.find(row.title());
    if (row.kind != RowKind::fault) {
      continue;
    }
    if (known == stored.rows.end() || known->second.digest != row.digest) {
      return {};
    }
    turned.insert(known->second.result.turned.begin(), known->second.result.turned.end());
  }
  std::vector<std::string> left;
  for (const auto& skill : scenario.skills) {
    for (const auto& check : skill.checks) {
      if (!check.manual && !turned.contains(check.id)) {
        left.push_back(check.id);
      }
    }
  }
  return left;
}

}  // namespace labcheck::qualify
