#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <labcheck/node.hpp>
#include <labcheck/value.hpp>

namespace labcheck {

enum class MatcherKind {
  equals,
  not_,
  all,
  any,
  each,
  contains,
  contains_all,
  one_of,
  matches,
  at_least,
  at_most,
  above,
  below,
  between,
  count,
  distinct,
  has,
  absent,
  empty,
  version,
  members,  ///< named fields of a map fact, or JSON paths ("$…") into it: each must hold
};

/// The matcher's name in YAML (`not`, `at_least`, ...); `members` has none.
constexpr std::string_view to_string(MatcherKind kind) {
  constexpr std::string_view names[] = {"equals",       "not",     "all",     "any",      "each",    "contains",
                                        "contains_all", "one_of",  "matches", "at_least", "at_most", "above",
                                        "below",        "between", "count",   "distinct", "has",     "absent",
                                        "empty",        "version", "members"};
  return names[static_cast<int>(kind)];
}

struct Member;

/// An expectation about one fact, as written. Several matchers in one map ({at_least: 2, below: 9}) load as `all`.
/// Operands are unread nodes until the plan fills in `${…}`; `kind_of_fact` says how to read them.
struct Matcher {
  MatcherKind kind{MatcherKind::equals};
  ValueKind kind_of_fact{ValueKind::any};  ///< declared type of what this matcher is put to (element type under each)
  Node operand{};                          ///< equals, contains, contains_all, one_of, matches, at_*, above, …
  Value operand_value = nullptr;           ///< the operand read by its type; set by the plan (after `${…}`)
  std::vector<Matcher> children{};         ///< not, all, any, each, count, distinct, has: what must hold
  std::vector<Member> members;             ///< of members
  Place place{};
};

struct Member {
  std::string name{};  ///< a field, or a JSON path when it starts with '$'
  Matcher matcher{};
};

/// `expect:` of a step: fact by fact, all must hold.
using Expectation = std::vector<Member>;

}  // namespace labcheck
