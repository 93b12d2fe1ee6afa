#pragma once

#include <string_view>

#include <labcheck/result.hpp>

#include "judge/json_path_query.hpp"
#include "judge/json_path_scanner.hpp"

namespace labcheck::judge::path {

/// Takes a JSON path apart by the grammar and the well-typedness rules of RFC 9535.
Result<Query> parse(std::string_view text);

/// The recursive-descent parser: queries in json_path_parser.cpp, filters in json_path_filter_parser.cpp.
class Parser {
 public:
  explicit Parser(std::string_view text) : scan_{text} {}
  Result<Query> whole();

 private:
  Result<Query> query();
  Result<std::vector<Segment>> segments();
  Result<Segment> segment();
  Result<std::vector<Selector>> bracketed();
  Result<Selector> selector();
  Result<Selector> index_or_slice();
  Result<Selector> filter();

  Result<Expression> either();
  Result<Expression> both();
  Result<Expression> basic();
  Result<Expression> negation();
  Result<Expression> grouped();
  Result<Expression> comparison_or_test();
  Result<Operand> operand();
  Result<Operand> literal_or_call();
  Result<Operand> call(std::string name);
  Result<std::vector<Operand>> arguments();
  /// What a function or a comparison takes: an error unless the operand gives one value.
  Result<void> needs_value(const Operand& operand, std::size_t position);
  tl::unexpected<Error> expected_at(std::size_t position, std::string_view what);

  Scanner scan_;
  int depth_{0};  ///< of filters and parentheses
};

}  // namespace labcheck::judge::path
