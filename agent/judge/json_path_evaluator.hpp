#pragma once

#include <optional>
#include <vector>

#include <labcheck/result.hpp>

#include "judge/json_path_query.hpp"

namespace labcheck::judge::path {

inline constexpr std::size_t most_nodes = 100'000;     ///< of one list of selected values
inline constexpr std::size_t most_visits = 5'000'000;  ///< of values, in one evaluation

using Nodes = std::vector<const Value*>;

/// One query put to one value, bounded in time and memory. The value must not be nested too deeply to recurse.
class Evaluation {
 public:
  explicit Evaluation(const Value& root) : root_{root} {}
  Result<Nodes> run(const Query& query);

 private:
  /// A value that an operand gives: borrowed from the document, computed, or nothing.
  struct Given {
    const Value* borrowed{nullptr};
    std::optional<Value> computed{};
    const Value* get() const { return computed ? &*computed : borrowed; }
  };

  Nodes select(const Query& query, const Value& current);
  void descend(const Value& node, const Segment& segment, Nodes& out);
  void apply(const Selector& selector, const Value& node, Nodes& out);
  void slice(const Selector& selector, const Value& list, Nodes& out);
  void add(const Value& node, Nodes& out);
  bool visit();

  bool holds(const Expression& expression, const Value& current);
  bool compares(const Expression& expression, const Value& current);
  bool tests(const Operand& operand, const Value& current);
  bool matches(const Operand& call, const Value& current);
  Given give(const Operand& operand, const Value& current);
  Given call(const Operand& operand, const Value& current);

  const Value& root_;
  std::size_t visits_{0};
  std::optional<Error> trouble_{};
};

}  // namespace labcheck::judge::path
