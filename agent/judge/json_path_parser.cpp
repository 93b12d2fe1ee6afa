#include "judge/json_path_parser.hpp"

#include <fmt/format.h>

namespace labcheck::judge::path {

Result<Query> parse(std::string_view text) {
  if (valid_utf8(text) != text) {
    return failed(ErrorKind::invalid, fmt::format("JSON path '{}' is not UTF-8", valid_utf8(text)));
  }
  return Parser{text}.whole();
}

Result<Query> Parser::whole() {
  if (scan_.peek() != '$') {
    return scan_.expected("'$'");
  }
  LABCHECK_TRY_ASSIGN(auto parsed, query());
  if (!scan_.at_end()) {
    return scan_.expected("'.', '[' or the end");
  }
  return parsed;
}

Result<Query> Parser::query() {
  const bool from_root = scan_.take("$");
  if (!from_root && !scan_.take("@")) {
    return scan_.expected("'$' or '@'");
  }
  LABCHECK_TRY_ASSIGN(auto parsed, segments());
  return Query{.from_root = from_root, .segments = std::move(parsed)};
}

Result<std::vector<Segment>> Parser::segments() {
  std::vector<Segment> parsed;
  while (true) {
    const auto before = scan_.position();
    scan_.skip_blanks();
    if (scan_.peek() != '.' && scan_.peek() != '[') {
      scan_.return_to(before);
      return parsed;
    }
    LABCHECK_TRY_ASSIGN(auto next, segment());
    parsed.push_back(std::move(next));
  }
}

Result<Segment> Parser::segment() {
  Segment parsed{.descendant = scan_.take(".."), .selectors = {}};
  if (scan_.peek() == '[') {
    LABCHECK_TRY_ASSIGN(parsed.selectors, bracketed());
    return parsed;
  }
  if (!parsed.descendant) {
    scan_.take(".");
  }
  if (scan_.take("*")) {
    parsed.selectors.push_back(Selector{});
    return parsed;
  }
  if (!scan_.at_name()) {
    return scan_.expected(parsed.descendant ? "a name, '*' or '['" : "a name or '*'");
  }
  Selector bare;
  bare.kind = Selector::Kind::name;
  bare.name = scan_.name();
  parsed.selectors.push_back(std::move(bare));
  return parsed;
}

Result<std::vector<Selector>> Parser::bracketed() {
  scan_.take("[");
  std::vector<Selector> parsed;
  do {
    scan_.skip_blanks();
    LABCHECK_TRY_ASSIGN(auto next, selector());
    parsed.push_back(std::move(next));
    scan_.skip_blanks();
  } while (scan_.take(","));
  if (!scan_.take("]")) {
    return scan_.expected("',' or ']'");
  }
  return parsed;
}

Result<Selector> Parser::selector() {
  if (scan_.take("*")) {
    return Selector{};
  }
  if (scan_.take("?")) {
    return filter();
  }
  if (scan_.peek() == '\'' || scan_.peek() == '"') {
    Selector parsed;
    parsed.kind = Selector::Kind::name;
    LABCHECK_TRY_ASSIGN(parsed.name, scan_.quoted());
    return parsed;
  }
  if (scan_.at_integer() || scan_.peek() == ':') {
    return index_or_slice();
  }
  return scan_.expected("a quoted name, an index, a slice, '*' or '?'");
}

Result<Selector> Parser::index_or_slice() {
  Selector parsed;
  parsed.kind = Selector::Kind::index;
  if (scan_.at_integer()) {
    LABCHECK_TRY_ASSIGN(parsed.start, scan_.integer());
    parsed.index = *parsed.start;
  }
  const auto before = scan_.position();
  scan_.skip_blanks();
  if (!scan_.take(":")) {
    scan_.return_to(before);
    return parsed;
  }
  parsed.kind = Selector::Kind::slice;
  scan_.skip_blanks();
  if (scan_.at_integer()) {
    LABCHECK_TRY_ASSIGN(parsed.end, scan_.integer());
    scan_.skip_blanks();
  }
  if (scan_.take(":")) {
    scan_.skip_blanks();
    if (scan_.at_integer()) {
      LABCHECK_TRY_ASSIGN(parsed.step, scan_.integer());
    }
  }
  return parsed;
}

Result<Selector> Parser::filter() {
  scan_.skip_blanks();
  LABCHECK_TRY_ASSIGN(auto expression, either());
  Selector parsed;
  parsed.kind = Selector::Kind::filter;
  parsed.filter = std::make_shared<const Expression>(std::move(expression));
  return parsed;
}

}  // namespace labcheck::judge::path
