#include <array>

#include <fmt/format.h>

#include <labcheck/spelling.hpp>

#include "judge/iregexp.hpp"
#include "judge/json_path_parser.hpp"

namespace labcheck::judge::path {

namespace {

constexpr int deepest_filter = 64;
constexpr std::array<std::string_view, 5> function_names{"length", "count", "match", "search", "value"};

Expression joined(Expression::Kind kind, std::vector<Expression> children) {
  if (children.size() == 1) {
    return std::move(children.front());
  }
  Expression parsed;
  parsed.kind = kind;
  parsed.children = std::move(children);
  return parsed;
}

bool is_logical(const Operand& operand) {
  return operand.kind == Operand::Kind::call &&
         (operand.function == Function::match || operand.function == Function::search);
}

bool take_comparison(Scanner& scan, Comparison& found) {
  constexpr std::pair<std::string_view, Comparison> signs[] = {
      {"==", Comparison::equal},    {"!=", Comparison::unequal}, {"<=", Comparison::at_most},
      {">=", Comparison::at_least}, {"<", Comparison::below},    {">", Comparison::above}};
  for (const auto& [sign, comparison] : signs) {
    if (scan.take(sign)) {
      found = comparison;
      return true;
    }
  }
  return false;
}

}  // namespace

tl::unexpected<Error> Parser::expected_at(std::size_t position, std::string_view what) {
  scan_.return_to(position);
  return scan_.expected(what);
}

Result<Expression> Parser::either() {
  if (++depth_ > deepest_filter) {
    return scan_.expected("fewer filters and parentheses within each other");
  }
  std::vector<Expression> children;
  do {
    scan_.skip_blanks();
    LABCHECK_TRY_ASSIGN(auto next, both());
    children.push_back(std::move(next));
    scan_.skip_blanks();
  } while (scan_.take("||"));
  --depth_;
  return joined(Expression::Kind::either, std::move(children));
}

Result<Expression> Parser::both() {
  std::vector<Expression> children;
  do {
    scan_.skip_blanks();
    LABCHECK_TRY_ASSIGN(auto next, basic());
    children.push_back(std::move(next));
    scan_.skip_blanks();
  } while (scan_.take("&&"));
  return joined(Expression::Kind::both, std::move(children));
}

Result<Expression> Parser::basic() {
  if (scan_.take("!")) {
    return negation();
  }
  return scan_.peek() == '(' ? grouped() : comparison_or_test();
}

// `!@.a == 1` is no expression: only a test or a group can be turned round.
Result<Expression> Parser::negation() {
  scan_.skip_blanks();
  const auto start = scan_.position();
  Expression inner;
  if (scan_.peek() == '(') {
    LABCHECK_TRY_ASSIGN(inner, grouped());
  } else {
    LABCHECK_TRY_ASSIGN(inner, comparison_or_test());
    if (inner.kind == Expression::Kind::comparison) {
      return expected_at(start, "a test or '(' after '!'");
    }
  }
  Expression parsed;
  parsed.kind = Expression::Kind::negation;
  parsed.children.push_back(std::move(inner));
  return parsed;
}

Result<Expression> Parser::grouped() {
  scan_.take("(");
  LABCHECK_TRY_ASSIGN(auto inner, either());
  if (!scan_.take(")")) {
    return scan_.expected("')'");
  }
  return inner;
}

Result<Expression> Parser::comparison_or_test() {
  const auto left_start = scan_.position();
  LABCHECK_TRY_ASSIGN(auto left, operand());
  const auto after = scan_.position();
  scan_.skip_blanks();
  Expression parsed;
  if (!take_comparison(scan_, parsed.comparison)) {
    if (left.kind == Operand::Kind::literal) {
      return scan_.expected("a comparison after the literal");
    }
    if (left.kind == Operand::Kind::call && !is_logical(left)) {
      return scan_.expected("a comparison after the function");
    }
    scan_.return_to(after);
    parsed.operands.push_back(std::move(left));
    return parsed;
  }
  parsed.kind = Expression::Kind::comparison;
  if (auto good = needs_value(left, left_start); !good) {
    return tl::unexpected<Error>(good.error());
  }
  scan_.skip_blanks();
  const auto right_start = scan_.position();
  LABCHECK_TRY_ASSIGN(auto right, operand());
  if (auto good = needs_value(right, right_start); !good) {
    return tl::unexpected<Error>(good.error());
  }
  parsed.operands.push_back(std::move(left));
  parsed.operands.push_back(std::move(right));
  return parsed;
}

Result<void> Parser::needs_value(const Operand& operand, std::size_t position) {
  if (operand.kind == Operand::Kind::query && !operand.query.singular()) {
    return expected_at(position, "a path to at most one value");
  }
  if (is_logical(operand)) {
    return expected_at(position, "a value, not the yes or no of match() or search(),");
  }
  return {};
}

Result<Operand> Parser::operand() {
  Operand parsed;
  if (scan_.peek() == '$' || scan_.peek() == '@') {
    if (++depth_ > deepest_filter) {
      return scan_.expected("fewer filters and parentheses within each other");
    }
    parsed.kind = Operand::Kind::query;
    LABCHECK_TRY_ASSIGN(parsed.query, query());
    --depth_;
    return parsed;
  }
  if (scan_.peek() == '\'' || scan_.peek() == '"') {
    LABCHECK_TRY_ASSIGN(parsed.literal, scan_.quoted());
    return parsed;
  }
  if (scan_.at_integer()) {
    LABCHECK_TRY_ASSIGN(parsed.literal, scan_.number());
    return parsed;
  }
  return literal_or_call();
}

Result<Operand> Parser::literal_or_call() {
  const auto start = scan_.position();
  auto name = scan_.function_name();
  if (!name.empty() && scan_.peek() == '(') {
    scan_.return_to(start);
    return call(std::move(name));
  }
  Operand parsed;
  if (name == "true" || name == "false") {
    parsed.literal = name == "true";
  } else if (name != "null") {
    return expected_at(start, "a path, a literal or a function");
  }
  return parsed;
}

Result<Operand> Parser::call(std::string name) {
  const auto start = scan_.position();
  Operand parsed;
  parsed.kind = Operand::Kind::call;
  const auto found = std::find(function_names.begin(), function_names.end(), name);
  if (found == function_names.end()) {
    return scan_.expected("one of length, count, match, search, value" + did_you_mean(name, function_names));
  }
  parsed.function = static_cast<Function>(found - function_names.begin());
  scan_.take(name);
  scan_.take("(");
  const auto first = scan_.position();
  LABCHECK_TRY_ASSIGN(parsed.arguments, arguments());
  const std::size_t wanted = is_logical(parsed) ? 2 : 1;
  if (parsed.arguments.size() != wanted) {
    return expected_at(start, fmt::format("{}() with {} argument{}", name, wanted, wanted == 1 ? "" : "s"));
  }
  const bool takes_nodes = parsed.function == Function::count || parsed.function == Function::value;
  for (const auto& argument : parsed.arguments) {
    if (takes_nodes && argument.kind != Operand::Kind::query) {
      return expected_at(first, "a path");
    }
    if (auto good = takes_nodes ? Result<void>{} : needs_value(argument, first); !good) {
      return tl::unexpected<Error>(good.error());
    }
  }
  // RFC 9535 lets a wrong pattern match nothing; one that the path itself spells out is the author's slip, and under
  // a negation it would hold for everything.
  if (is_logical(parsed) && parsed.arguments[1].literal.is_string()) {
    parsed.pattern =
        compile_iregexp(parsed.arguments[1].literal.get_ref<const std::string&>(), parsed.function == Function::match);
    if (!parsed.pattern) {
      return expected_at(first, "a pattern by RFC 9485");
    }
  }
  return parsed;
}

Result<std::vector<Operand>> Parser::arguments() {
  std::vector<Operand> parsed;
  scan_.skip_blanks();
  if (scan_.take(")")) {
    return parsed;
  }
  if (++depth_ > deepest_filter) {
    return scan_.expected("fewer filters and parentheses within each other");
  }
  do {
    scan_.skip_blanks();
    LABCHECK_TRY_ASSIGN(auto next, operand());
    parsed.push_back(std::move(next));
    scan_.skip_blanks();
  } while (scan_.take(","));
  if (!scan_.take(")")) {
    return scan_.expected("',' or ')'");
  }
  --depth_;
  return parsed;
}

}  // namespace labcheck::judge::path
