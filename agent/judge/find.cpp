#include <algorithm>

#include <fmt/format.h>

#include "judge/finding.hpp"
#include "judge/values.hpp"

namespace labcheck::judge {

namespace {

const Finding* first_of(const std::vector<Finding>& findings, Truth truth) {
  const auto found = std::find_if(findings.begin(), findings.end(), [&](const auto& it) { return it.truth == truth; });
  return found == findings.end() ? nullptr : &*found;
}

// Of several that may hold: one that holds decides, else an unreadable one, else one of nothing.
Truth truth_of_any(const std::vector<Finding>& findings) {
  for (const auto truth : {Truth::holds, Truth::unreadable, Truth::nothing}) {
    if (first_of(findings, truth) != nullptr) {
      return truth;
    }
  }
  return Truth::fails;
}

Truth truth_of_all(const std::vector<Finding>& findings) {
  const auto* decider = decider_of_all(findings);
  return decider != nullptr ? decider->truth : Truth::holds;
}

std::vector<Finding> find_children(const Matcher& matcher, const Value* fact) {
  std::vector<Finding> findings;
  for (const auto& child : matcher.children) {
    findings.push_back(find(child, fact));
  }
  return findings;
}

Finding all(const Matcher& matcher, const Value* fact) {
  const auto findings = find_children(matcher, fact);
  if (const auto* decider = decider_of_all(findings)) {
    return *decider;
  }
  return {Truth::holds, wanted(matcher), describe(fact)};
}

Finding any(const Matcher& matcher, const Value* fact) {
  const auto findings = find_children(matcher, fact);
  const auto truth = truth_of_any(findings);
  const auto* decider = truth == Truth::unreadable ? first_of(findings, truth) : nullptr;
  return decider != nullptr ? *decider : Finding{truth, wanted(matcher), describe(fact)};
}

Finding not_(const Matcher& matcher, const Value* fact) {
  const auto findings = find_children(matcher, fact);
  const auto truth = truth_of_all(findings);
  if (truth == Truth::unreadable) {
    return {truth, wanted(matcher), decider_of_all(findings)->actual};
  }
  const auto turned = truth == Truth::holds ? Truth::fails : truth == Truth::fails ? Truth::holds : truth;
  return {turned, wanted(matcher), describe(fact)};
}

Finding each(const Matcher& matcher, const Value& list) {
  if (!list.is_array()) {
    return wrong_kind(matcher, list);
  }
  std::vector<Finding> findings;
  for (const auto& element : list) {
    const auto of_element = find_children(matcher, &element);
    const auto* decider = decider_of_all(of_element);
    findings.push_back(decider != nullptr ? *decider : Finding{Truth::holds, {}, {}});
  }
  if (findings.empty()) {
    return {Truth::nothing, wanted(matcher), "an empty list"};
  }
  const auto* decider = decider_of_all(findings);
  auto actual = describe(list);
  if (decider != nullptr && (decider->truth == Truth::unreadable || actual.size() > longest_words)) {
    actual = fmt::format("{} as element {} of {}", decider->actual, decider - findings.data() + 1, list.size());
  }
  return {decider != nullptr ? decider->truth : Truth::holds, wanted(matcher), std::move(actual)};
}

// An element without what is asked for was seen, and is not the one: `nothing` is a plain no here.
Finding has(const Matcher& matcher, const Value& fact) {
  if (!fact.is_structured()) {
    return wrong_kind(matcher, fact);
  }
  std::vector<Finding> findings;
  for (auto entry = fact.begin(); entry != fact.end(); ++entry) {
    const Value key = fact.is_object() ? Value(entry.key()) : Value();
    const auto truth = truth_of_all(find_children(matcher, fact.is_object() ? &key : &*entry));
    findings.push_back({truth == Truth::nothing ? Truth::fails : truth, {}, {}});
  }
  return {truth_of_any(findings), wanted(matcher), describe(fact)};
}

std::size_t distinct_values(const Value& list) {
  std::vector<const Value*> sorted;
  for (const auto& element : list) {
    sorted.push_back(&element);
  }
  std::sort(sorted.begin(), sorted.end(), [](const auto* left, const auto* right) { return *left < *right; });
  return static_cast<std::size_t>(std::unique(sorted.begin(), sorted.end(),
                                              [](const auto* left, const auto* right) { return same(*left, *right); }) -
                                  sorted.begin());
}

Finding number_of(const Matcher& matcher, const Value& fact) {
  const bool distinct = matcher.kind == MatcherKind::distinct;
  if (distinct ? !fact.is_array() : !fact.is_structured()) {
    return wrong_kind(matcher, fact);
  }
  const Value number = distinct ? distinct_values(fact) : fact.size();
  return {truth_of_all(find_children(matcher, &number)), wanted(matcher), describe(number)};
}

Finding absent(const Matcher& matcher, const Value* fact) {
  if (!matcher.operand_value.is_boolean()) {
    return {Truth::unreadable, wanted(matcher), describe(fact)};
  }
  const bool should_be = matcher.operand_value.get<bool>();
  const auto truth =
      fact == nullptr ? (should_be ? Truth::holds : Truth::nothing) : (should_be ? Truth::fails : Truth::holds);
  return {truth, wanted(matcher), describe(fact)};
}

Finding members(const Matcher& matcher, const Value& fact) {
  const auto findings = find_members(matcher.members, fact);
  if (const auto* decider = decider_of_all(findings)) {
    return *decider;
  }
  return {Truth::holds, wanted(matcher), describe(fact)};
}

// All of nothing would hold; an expectation that lost its parts must not.
bool lacks_children(const Matcher& matcher) {
  switch (matcher.kind) {
    case MatcherKind::not_:
    case MatcherKind::all:
    case MatcherKind::any:
    case MatcherKind::each:
    case MatcherKind::count:
    case MatcherKind::distinct:
    case MatcherKind::has:
      return matcher.children.empty();
    case MatcherKind::members:
      return matcher.members.empty();
    default:
      return false;
  }
}

}  // namespace

const Finding* decider_of_all(const std::vector<Finding>& findings) {
  for (const auto truth : {Truth::fails, Truth::nothing, Truth::unreadable}) {
    if (const auto* decider = first_of(findings, truth)) {
      return decider;
    }
  }
  return nullptr;
}

Finding find(const Matcher& matcher, const Value* fact) {
  if (lacks_children(matcher)) {
    return {Truth::unreadable, wanted(matcher), describe(fact) + " (the matcher asks for nothing)"};
  }
  switch (matcher.kind) {
    case MatcherKind::not_:
      return not_(matcher, fact);
    case MatcherKind::all:
      return all(matcher, fact);
    case MatcherKind::any:
      return any(matcher, fact);
    case MatcherKind::absent:
      return absent(matcher, fact);
    default:
      break;
  }
  if (fact == nullptr) {
    return {Truth::nothing, wanted(matcher), "nothing"};
  }
  switch (matcher.kind) {
    case MatcherKind::each:
      return each(matcher, *fact);
    case MatcherKind::has:
      return has(matcher, *fact);
    case MatcherKind::count:
    case MatcherKind::distinct:
      return number_of(matcher, *fact);
    case MatcherKind::members:
      return members(matcher, *fact);
    default:
      return compare(matcher, *fact);
  }
}

}  // namespace labcheck::judge
