#include "cli/kill_table.hpp"

#include <iostream>

#include <fmt/format.h>

#include "cli/options.hpp"
#include "report/report.hpp"

namespace labcheck::cli {

using namespace labcheck::qualify;

namespace {

void say(const std::string& line) {
  std::cout << report::printable(line) << std::endl;
}

const char* word_for(const Row& row, const RowResult& result) {
  if (!result.errors.empty()) {
    return "NOT TRIED";
  }
  switch (row.kind) {
    case RowKind::fault:
    case RowKind::cheat:
      return result.holds() ? "caught" : "SURVIVED";
    case RowKind::unasked:
      return result.holds() ? "noticed" : "unwatched";
    default:
      return result.holds() ? "holds" : "WRONG";
  }
}

}  // namespace

void Tally::count(const Row& row, const RowResult& result) {
  errors += result.errors.empty() ? 0 : 1;
  survived += result.errors.empty() && !result.holds() && row.kind != RowKind::unasked ? 1 : 0;
  held += result.holds() ? 1 : 0;
}

void Tally::add(const Tally& other) {
  held += other.held;
  survived += other.survived;
  errors += other.errors;
}

int Tally::exit_code() const {
  return errors > 0 ? exit_resource : survived > 0 ? exit_failed : exit_ok;
}

void print_start(const Scenario& scenario, std::size_t rows) {
  say(fmt::format("{}: {} rows", scenario.id, rows));
}

void print_row(const Row& row, const RowResult& result) {
  say(fmt::format("  {:<10} {:<52} {:>4} s", word_for(row, result), row.title(), result.seconds));
  for (const auto& lines :
       {result.errors, row.kind == RowKind::unasked ? std::vector<std::string>{} : result.complaints}) {
    for (const auto& line : lines) {
      say("               " + line);
    }
  }
}

void print_end(const Folder& folder, const Scenario& scenario, const Stored& stored, const Tally& tally) {
  for (const auto& check : never_killed(folder, scenario, stored)) {
    say(fmt::format("  warning: no fault turns check {}", check));
  }
  const auto standing = standing_of(folder, stored);
  const auto grade = standing.grade == Grade::untried ? std::string_view{"untried"} : to_string(standing.grade);
  say(fmt::format("{}: {}, {} hold, {} survived, {} not tried", scenario.id, grade, tally.held, tally.survived,
                  tally.errors));
}

void print_total(std::size_t scenarios, const Tally& tally) {
  say(fmt::format("{} scenarios, {} rows hold, {} survived, {} not tried", scenarios, tally.held, tally.survived,
                  tally.errors));
}

}  // namespace labcheck::cli
