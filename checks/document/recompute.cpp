#include "recompute.hpp"

#include <cmath>

#include <fmt/format.h>

#include "checks/parameters.hpp"

namespace labcheck::checks {
namespace {

/// Columns by the column that is computed of them.
Value rules_of(const Value& parameters, std::string_view name) {
  const auto found = parameters.find(name);
  return found != parameters.end() && found->is_object() ? *found : Value::object();
}

class Recomputation {
 public:
  Recomputation(const Table& table, const Value& parameters)
      : table_{table}, label_{text_of(parameters, "total_label")}, decimals_{integer_of(parameters, "decimals", 2)} {}

  Value wrong = Value::array();
  std::size_t compared{0};

  /// A column that is the product (or sum) of others in each row but the one of totals.
  void rows(const std::string& column, const std::vector<std::string>& of, bool product) {
    const auto target = table_.column(column);
    for (std::size_t at = 0; at < table_.rows.size(); ++at) {
      if (is_total(at)) {
        continue;
      }
      long double expected = product ? 1 : 0;
      bool known = target.has_value();
      for (const auto& name : of) {
        const auto factor = number(at, table_.column(name));
        known = known && factor.has_value();
        expected = product ? expected * factor.value_or(0) : expected + factor.value_or(0);
      }
      compare(at, column, target, known ? std::optional{expected} : std::nullopt);
    }
  }

  /// The cell of the row of totals in a column: the sum of all others.
  void total(const std::string& column) {
    const auto target = table_.column(column);
    long double sum = 0;
    bool known = target.has_value();
    std::optional<std::size_t> row;
    for (std::size_t at = 0; at < table_.rows.size(); ++at) {
      if (is_total(at)) {
        row = at;
        continue;
      }
      const auto one = number(at, target);
      known = known && one.has_value();
      sum += one.value_or(0);
    }
    if (!row) {
      wrong.push_back({{"row", 0}, {"column", column}, {"found", fmt::format("no row '{}'", label_)}});
      return;
    }
    compare(*row, column, target, known ? std::optional{sum} : std::nullopt);
  }

 private:
  bool is_total(std::size_t row) const { return !label_.empty() && table_.rows[row].front() == label_; }

  std::optional<long double> number(std::size_t row, std::optional<std::size_t> column) const {
    return column ? read_amount(table_.rows[row][*column]) : std::nullopt;
  }

  void compare(std::size_t row, const std::string& column, std::optional<std::size_t> target,
               std::optional<long double> expected) {
    ++compared;
    const auto found = number(row, target);
    const auto half = 0.5L * std::pow(10.0L, -static_cast<long double>(decimals_));
    constexpr long double spare = 1e-9L;  // of numbers that no binary fraction is exactly
    if (!expected || !found || std::fabs(*found - *expected) > half + spare) {
      wrong.push_back({{"row", row + 2},
                       {"column", column},
                       {"found", target ? table_.rows[row][*target] : "no such column"},
                       {"expected", expected ? fmt::format("{:.{}f}", static_cast<double>(*expected), decimals_)
                                             : "a number out of other columns"}});
    }
  }

  const Table& table_;
  std::string label_;
  std::int64_t decimals_;
};

}  // namespace

std::string recompute_complaint(const Value& parameters) {
  constexpr std::int64_t most_decimals = 6;
  const auto decimals = integer_of(parameters, "decimals", 2);
  if (decimals < 0 || decimals > most_decimals) {
    return fmt::format("decimals is {}, not between 0 and {}", decimals, most_decimals);
  }
  for (const auto* name : {"products", "row_sums"}) {
    const auto rules = rules_of(parameters, name);
    for (const auto& [column, of] : rules.items()) {
      if (!of.is_array() || of.size() < 2) {
        return fmt::format("{} of '{}' is no list of two columns or more", name, column);
      }
    }
  }
  return given(parameters, "totals") && !given(parameters, "total_label")
             ? "totals needs total_label: what stands in the first column of their row"
             : "";
}

void recompute(const Table& table, const Value& parameters, Value& facts) {
  Recomputation work{table, parameters};
  for (const auto* name : {"products", "row_sums"}) {
    const auto rules = rules_of(parameters, name);
    for (const auto& [column, of] : rules.items()) {
      work.rows(column, texts_of(rules, column), std::string_view{name} == "products");
    }
  }
  const auto totals = texts_of(parameters, "totals");
  for (const auto& column : totals) {
    work.total(column);
  }
  if (given(parameters, "products") || given(parameters, "row_sums") || !totals.empty()) {
    facts["recomputed"] = work.wrong.empty() && work.compared > 0;
    facts["wrong_cells"] = std::move(work.wrong);
  }
}

}  // namespace labcheck::checks
