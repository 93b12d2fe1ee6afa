#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <labcheck/value.hpp>

namespace re2 {
class RE2;
}

namespace labcheck::judge::path {

struct Expression;

struct Selector {
  enum class Kind { name, wildcard, index, slice, filter };

  Kind kind{Kind::wildcard};
  std::string name{};
  std::int64_t index{0};
  std::optional<std::int64_t> start{};
  std::optional<std::int64_t> end{};
  std::int64_t step{1};
  std::shared_ptr<const Expression> filter{};
};

struct Segment {
  bool descendant{false};
  std::vector<Selector> selectors{};
};

/// A JSON path taken apart, from the root (`$`) or, in a filter, from the current value (`@`).
struct Query {
  bool from_root{true};
  std::vector<Segment> segments{};

  /// At most one value: names and indices only.
  bool singular() const {
    for (const auto& segment : segments) {
      if (segment.descendant || segment.selectors.size() != 1 ||
          (segment.selectors[0].kind != Selector::Kind::name && segment.selectors[0].kind != Selector::Kind::index)) {
        return false;
      }
    }
    return true;
  }
};

enum class Function { length, count, match, search, value };

/// What stands in a filter: a literal, a query, or a call of a function.
struct Operand {
  enum class Kind { literal, query, call };

  Kind kind{Kind::literal};
  Value literal = nullptr;
  Query query{};
  Function function{Function::length};
  std::vector<Operand> arguments{};
  std::shared_ptr<const re2::RE2> pattern{};  ///< of match and search, when the pattern is a literal
};

enum class Comparison { equal, unequal, below, at_most, above, at_least };

struct Expression {
  enum class Kind { either, both, negation, comparison, test };

  Kind kind{Kind::test};
  std::vector<Expression> children{};  ///< of either, both, negation
  Comparison comparison{Comparison::equal};
  std::vector<Operand> operands{};  ///< two of a comparison, one of a test
};

}  // namespace labcheck::judge::path
