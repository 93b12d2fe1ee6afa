#pragma once

#include <string>
#include <vector>

#include <labcheck/expectation.hpp>
#include <labcheck/value.hpp>

namespace labcheck::judge {

/// How a matcher answers. `nothing`: there was nothing to look at; it fails, and `not` does not turn it round.
enum class Truth { holds, fails, nothing, unreadable };

struct Finding {
  Truth truth{Truth::unreadable};
  std::string expected{};
  std::string actual{};
};

/// A matcher put to a fact (nullptr: it isn't there), with the matchers below it.
Finding find(const Matcher& matcher, const Value* fact);

/// A matcher that compares by itself, put to a fact that is there.
Finding compare(const Matcher& matcher, const Value& fact);

/// The first finding that decides whether all hold: one that fails, else one of nothing, else an unreadable one.
/// Nullptr when all hold.
const Finding* decider_of_all(const std::vector<Finding>& findings);

/// The matchers of fields and JSON paths put to a map; each says its name first.
std::vector<Finding> find_members(const std::vector<Member>& members, const Value& fact);

/// A fact that a matcher can't be put to, with the kind of value it is.
Finding wrong_kind(const Matcher& matcher, const Value& fact);

/// The half sentence of what a matcher wants: `at least 2`, `each 200`, `to contain 'x'`.
std::string wanted(const Matcher& matcher);

}  // namespace labcheck::judge
