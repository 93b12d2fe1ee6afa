#include <fmt/format.h>

#include "input.hpp"
#include "judge/iregexp.hpp"
#include "judge/json_path.hpp"
#include "judge/match.hpp"
#include "judge/values.hpp"
#include "judge/version.hpp"
#include "support.hpp"
#include "targets.hpp"

namespace labcheck::fuzz {
namespace {

constexpr int deepest_matcher = 6;
constexpr auto last_kind = static_cast<std::size_t>(MatcherKind::members);

bool takes_children(MatcherKind kind) {
  return kind == MatcherKind::not_ || kind == MatcherKind::all || kind == MatcherKind::any ||
         kind == MatcherKind::each || kind == MatcherKind::count || kind == MatcherKind::distinct ||
         kind == MatcherKind::has;
}

/// A matcher as the plan leaves it; operands of any kind, as a `${saved.x}` may make them.
Matcher matcher_of(Input& input, int depth) {
  Matcher made;
  made.kind = static_cast<MatcherKind>(input.below(last_kind + 1));
  if (depth >= deepest_matcher && (takes_children(made.kind) || made.kind == MatcherKind::members)) {
    made.kind = MatcherKind::equals;
  }
  if (made.kind == MatcherKind::members) {
    for (auto count = 1 + input.below(3); count > 0; --count) {
      auto name = valid_utf8(input.line());
      made.members.push_back({.name = std::move(name), .matcher = matcher_of(input, depth + 1)});
    }
  } else if (takes_children(made.kind)) {
    for (auto count = 1 + input.below(3); count > 0; --count) {
      made.children.push_back(matcher_of(input, depth + 1));
    }
  } else {
    made.operand_value = json_of(input.line());
  }
  return made;
}

void check_words(const judge::Match& match) {
  LABCHECK_HOLDS(!(match.holds && match.unreadable), "it holds and can't be read");
  LABCHECK_HOLDS(match.holds || !match.expected.empty(), "it does not hold, and says not what was expected");
  LABCHECK_HOLDS(match.holds || !match.actual.empty(), "it does not hold, and says not what was found");
  for (const auto* words : {&match.expected, &match.actual}) {
    LABCHECK_HOLDS(valid_utf8(*words) == *words, "words are no UTF-8");
  }
  LABCHECK_HOLDS(match.actual.size() < 4'000, "the words are long: " + match.actual);
}

}  // namespace

/// A matcher in bytes, then the fact as JSON; no fact when that is none.
void matcher(std::string_view bytes) {
  Input input{bytes};
  const auto made = matcher_of(input, 0);
  const auto fact = Value::parse(input.rest(), nullptr, false);
  const auto* there = fact.is_discarded() ? nullptr : &fact;
  const auto match = judge::match(made, there);
  check_words(match);
  Matcher opposite;
  opposite.kind = MatcherKind::not_;
  opposite.children = {made};
  const auto turned = judge::match(opposite, there);
  check_words(turned);
  LABCHECK_HOLDS(!(match.holds && turned.holds), "a matcher and its opposite both hold");
  LABCHECK_HOLDS(match.unreadable == turned.unreadable, "'not' makes an unreadable fact readable");
  if (there != nullptr && judge::deeper_than(*there, judge::deepest_value)) {
    LABCHECK_HOLDS(match.unreadable, "a value too deep was judged");
  }
}

/// A path in the first line, then a document.
void json_path(std::string_view bytes) {
  Input input{bytes};
  const auto path = input.line();
  const auto document = json_of(input.rest());
  const auto singular = judge::is_singular(path);
  const auto selected = judge::select_json(path, document);
  if (!singular) {
    check_message(singular.error().message);
    LABCHECK_HOLDS(!selected, "a path that can't be parsed selects");
    return;
  }
  if (!selected) {
    return check_message(selected.error().message);
  }
  LABCHECK_HOLDS(!*singular || selected->size() <= 1, "a singular path selects several values");
  LABCHECK_HOLDS(
      valid_utf8(path) == path || selected->empty() || path.find('\'') == std::string_view::npos || document.is_null(),
      "a path that is no UTF-8 selects");
}

/// A pattern in the first line, then a text.
void pattern(std::string_view bytes) {
  Input input{bytes};
  const auto line = input.line();
  const auto whole = judge::compile_iregexp(line, true);
  const auto part = judge::compile_iregexp(line, false);
  LABCHECK_HOLDS((whole == nullptr) == (part == nullptr), "a pattern for the whole, but none for a part");
  if (whole != nullptr && RE2::PartialMatch(std::string{input.rest()}, *whole)) {
    LABCHECK_HOLDS(RE2::PartialMatch(std::string{input.rest()}, *part), "the whole matches, but no part");
  }
}

/// Two versions and conditions, a line each.
void version(std::string_view bytes) {
  Input input{bytes};
  const auto left = input.line();
  const auto right = input.line();
  const auto order = judge::compare_versions(left, right);
  LABCHECK_HOLDS(order == -judge::compare_versions(right, left), "the order depends on who is asked first");
  LABCHECK_HOLDS(judge::compare_versions(left, left) == 0, "a version differs from itself");
  const auto meets = judge::version_meets(left, input.rest());
  if (!meets) {
    return check_message(meets.error().message);
  }
  const auto exact = judge::version_meets(left, fmt::format("={}", left));
  LABCHECK_HOLDS(!exact || *exact, "a version isn't itself");
}

}  // namespace labcheck::fuzz
