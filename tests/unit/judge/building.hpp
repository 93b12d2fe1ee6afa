#pragma once

#include <string>
#include <utility>
#include <vector>

#include <labcheck/expectation.hpp>

namespace labcheck::test {

/// Matchers written down as values, for tests.
inline Matcher with(MatcherKind kind, Value operand) {
  Matcher matcher;
  matcher.kind = kind;
  matcher.operand_value = std::move(operand);
  return matcher;
}

inline Matcher with(MatcherKind kind, std::vector<Matcher> children) {
  Matcher matcher;
  matcher.kind = kind;
  matcher.children = std::move(children);
  return matcher;
}

inline Matcher equals(Value operand) {
  return with(MatcherKind::equals, std::move(operand));
}
inline Matcher not_(Matcher child) {
  return with(MatcherKind::not_, std::vector{std::move(child)});
}
inline Matcher each(Matcher child) {
  return with(MatcherKind::each, std::vector{std::move(child)});
}
inline Matcher has(Matcher child) {
  return with(MatcherKind::has, std::vector{std::move(child)});
}
inline Matcher all(std::vector<Matcher> children) {
  return with(MatcherKind::all, std::move(children));
}
inline Matcher any(std::vector<Matcher> children) {
  return with(MatcherKind::any, std::move(children));
}

inline Matcher members(std::vector<Member> list) {
  Matcher matcher;
  matcher.kind = MatcherKind::members;
  matcher.members = std::move(list);
  return matcher;
}

}  // namespace labcheck::test
