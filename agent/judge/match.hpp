#pragma once

#include <string>

#include <labcheck/expectation.hpp>
#include <labcheck/value.hpp>

namespace labcheck::judge {

/// A matcher put to a fact. `expected` and `actual` are the two halves of the sentence
/// "expected FACT EXPECTED, found ACTUAL": "at least 2", "1".
struct Match {
  bool holds{false};
  bool unreadable{false};  ///< the fact can't be compared in this way: an error, not a fail, even under `not`
  std::string expected{};
  std::string actual{};
};

/// `fact` is nullptr when it isn't there.
Match match(const Matcher& matcher, const Value* fact);

/// All facts of an expectation; the first that does not hold decides the words.
Match match_all(const Expectation& expectation, const Value& facts);

}  // namespace labcheck::judge
