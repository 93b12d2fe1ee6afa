#include "plan/operands.hpp"

#include <fmt/format.h>

#include <labcheck/reading.hpp>

namespace labcheck::plan {
namespace {

/// What is declared of the fact that a matcher is put to.
struct Declared {
  std::string_view name{};
  ValueKind element{ValueKind::any};
  const std::vector<FactSpec>* fields{nullptr};
};

Declared declared_in(const std::vector<FactSpec>& facts, std::string_view name) {
  for (const auto& fact : facts) {
    if (fact.name == name) {
      // What a step asks several `times` is a list of the fact's own kind.
      const bool list = fact.kind == ValueKind::list;
      return {.name = fact.name, .element = list ? fact.element : fact.kind, .fields = &fact.fields};
    }
  }
  return {.name = name, .element = ValueKind::any, .fields = nullptr};
}

/// Numbers are compared with numbers whatever the fact is declared to be; durations with durations.
Result<Value> read_bound(const Node& node, ValueKind kind) {
  if (kind == ValueKind::duration) {
    return read_value(node, kind);
  }
  if (auto integer = read_value(node, ValueKind::integer)) {
    return integer;
  }
  return read_value(node, ValueKind::number);
}

Result<Value> read_range(const Node& node, ValueKind kind) {
  if (!node.is_sequence() || node.items.size() != 2) {
    return failed(ErrorKind::invalid, "expected a list of the lowest and the highest value");
  }
  LABCHECK_TRY_ASSIGN(auto lowest, read_bound(node.items[0], kind));
  LABCHECK_TRY_ASSIGN(auto highest, read_bound(node.items[1], kind));
  return Value::array({std::move(lowest), std::move(highest)});
}

bool is_bound(MatcherKind kind) {
  return kind == MatcherKind::at_least || kind == MatcherKind::at_most || kind == MatcherKind::above ||
         kind == MatcherKind::below || kind == MatcherKind::between;
}

/// What the scalars of an operand are read as.
ValueKind scalar_kind(const Matcher& matcher, const Declared& declared) {
  if (matcher.kind == MatcherKind::matches || matcher.kind == MatcherKind::version) {
    return ValueKind::text;
  }
  if (matcher.kind == MatcherKind::absent || matcher.kind == MatcherKind::empty) {
    return ValueKind::boolean;
  }
  if (is_bound(matcher.kind)) {
    return matcher.kind_of_fact == ValueKind::duration ? ValueKind::duration : ValueKind::number;
  }
  const auto kind = matcher.kind_of_fact == ValueKind::list ? declared.element : matcher.kind_of_fact;
  const bool part = matcher.kind == MatcherKind::contains || matcher.kind == MatcherKind::contains_all;
  return part && kind == ValueKind::path ? ValueKind::text : kind;  // a part of a path needs no '/' in front
}

Result<Value> read_operand(const Matcher& matcher, const Node& operand, ValueKind scalar) {
  const auto of_list = [&] { return read_value(operand, ValueKind::list, scalar); };
  switch (matcher.kind) {
    case MatcherKind::equals:
      return matcher.kind_of_fact == ValueKind::list ? of_list() : read_value(operand, scalar);
    case MatcherKind::contains_all:
      return of_list();
    case MatcherKind::one_of:
      return read_value(operand, ValueKind::list, matcher.kind_of_fact == ValueKind::list ? ValueKind::any : scalar);
    case MatcherKind::between:
      return read_range(operand, matcher.kind_of_fact);
    case MatcherKind::at_least:
    case MatcherKind::at_most:
    case MatcherKind::above:
    case MatcherKind::below:
      return read_bound(operand, matcher.kind_of_fact);
    default:
      return read_value(operand, scalar);
  }
}

Result<Matcher> expand_matcher(const Matcher& matcher, const Declared& declared, const Scope& scope);

Result<std::vector<Member>> expand_members(const std::vector<Member>& members, const std::vector<FactSpec>* fields,
                                           const Scope& scope) {
  std::vector<Member> expanded;
  for (const auto& member : members) {
    auto name = expand_text(member.name, scope, Spelling::json_path);
    if (!name) {
      return failed(name.error().kind, to_string(member.matcher.place) + ": " + name.error().message);
    }
    const auto declared = fields != nullptr ? declared_in(*fields, *name) : Declared{.name = *name};
    LABCHECK_TRY_ASSIGN(auto matcher, expand_matcher(member.matcher, declared, scope));
    expanded.push_back({.name = std::move(*name), .matcher = std::move(matcher)});
  }
  return expanded;
}

Result<Matcher> expand_matcher(const Matcher& matcher, const Declared& declared, const Scope& scope) {
  Matcher expanded = matcher;
  for (auto& child : expanded.children) {
    LABCHECK_TRY_ASSIGN(child, expand_matcher(child, declared, scope));
  }
  LABCHECK_TRY_ASSIGN(expanded.members, expand_members(matcher.members, declared.fields, scope));
  const bool has_operand = matcher.children.empty() && matcher.members.empty() &&
                           (!matcher.operand.is_null() || matcher.kind == MatcherKind::equals);
  if (!has_operand) {
    return expanded;
  }
  const auto scalar = scalar_kind(matcher, declared);
  const auto spelling = matcher.kind == MatcherKind::matches ? Spelling::pattern : Spelling::plain;
  LABCHECK_TRY_ASSIGN(expanded.operand, expand(matcher.operand, scalar, scope, spelling));
  auto value = read_operand(matcher, expanded.operand, scalar);
  if (!value) {
    const auto word =
        matcher.kind == MatcherKind::equals ? std::string{} : fmt::format("{} of ", to_string(matcher.kind));
    return failed(ErrorKind::invalid,
                  fmt::format("{}: {}'{}': {}", to_string(matcher.place), word, declared.name, value.error().message));
  }
  expanded.operand_value = std::move(*value);
  return expanded;
}

}  // namespace

Result<Expectation> expand_expectation(const Expectation& expectation, const CheckType& type, const Scope& scope) {
  return expand_members(expectation, &type.facts, scope);
}

}  // namespace labcheck::plan
