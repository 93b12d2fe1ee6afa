#include <re2/re2.h>

#include "judge/finding.hpp"
#include "judge/values.hpp"
#include "judge/version.hpp"

namespace labcheck::judge {

namespace {

Truth truth(bool holds) {
  return holds ? Truth::holds : Truth::fails;
}

Finding unreadable(const Matcher& matcher, const Value& fact, std::string_view because) {
  return {Truth::unreadable, wanted(matcher), describe(fact) + " (" + std::string{because} + ")"};
}

bool holds_element(const Value& list, const Value& wanted_element) {
  for (const auto& element : list) {
    if (same(element, wanted_element)) {
      return true;
    }
  }
  return false;
}

// An empty text is part of every text: it proves nothing, and a host could have given it by way of a saved value.
Finding contains(const Matcher& matcher, const Value& fact, const Value& part) {
  if (fact.is_array()) {
    return {truth(holds_element(fact, part)), wanted(matcher), describe(fact)};
  }
  if (!fact.is_string() || !part.is_string()) {
    return wrong_kind(matcher, fact);
  }
  const auto& text = part.get_ref<const std::string&>();
  if (text.empty()) {
    return unreadable(matcher, fact, "an empty text is contained in everything");
  }
  return {truth(fact.get_ref<const std::string&>().find(text) != std::string::npos), wanted(matcher), describe(fact)};
}

Finding contains_all(const Matcher& matcher, const Value& fact) {
  if (!matcher.operand_value.is_array() || matcher.operand_value.empty()) {
    return unreadable(matcher, fact, "there is no list to look for");
  }
  std::vector<Finding> findings;
  for (const auto& part : matcher.operand_value) {
    findings.push_back(contains(matcher, fact, part));
  }
  const auto* decider = decider_of_all(findings);
  return decider != nullptr ? *decider : findings.front();
}

Finding matches(const Matcher& matcher, const Value& fact) {
  if (!fact.is_string()) {
    return wrong_kind(matcher, fact);
  }
  if (!matcher.operand_value.is_string()) {
    return unreadable(matcher, fact, "there is no pattern");
  }
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(8 << 20);
  const RE2 pattern{matcher.operand_value.get_ref<const std::string&>(), options};
  if (!pattern.ok()) {
    return unreadable(matcher, fact, "the pattern is refused: " + pattern.error());
  }
  return {truth(RE2::PartialMatch(fact.get_ref<const std::string&>(), pattern)), wanted(matcher), describe(fact)};
}

bool in_order(MatcherKind kind, const Value& fact, const Value& operand) {
  switch (kind) {
    case MatcherKind::at_least:
      return !less_number(fact, operand);
    case MatcherKind::at_most:
      return !less_number(operand, fact);
    case MatcherKind::above:
      return less_number(operand, fact);
    case MatcherKind::below:
      return less_number(fact, operand);
    default:
      return !less_number(fact, operand[0]) && !less_number(operand[1], fact);
  }
}

Finding ordered(const Matcher& matcher, const Value& fact) {
  const auto& operand = matcher.operand_value;
  const bool good = matcher.kind == MatcherKind::between
                        ? operand.is_array() && operand.size() == 2 && operand[0].is_number() && operand[1].is_number()
                        : operand.is_number();
  if (!fact.is_number() || !good) {
    return wrong_kind(matcher, fact);
  }
  return {truth(in_order(matcher.kind, fact, operand)), wanted(matcher), describe(fact)};
}

Finding version(const Matcher& matcher, const Value& fact) {
  if (!fact.is_string() || !matcher.operand_value.is_string()) {
    return wrong_kind(matcher, fact);
  }
  const auto meets =
      version_meets(fact.get_ref<const std::string&>(), matcher.operand_value.get_ref<const std::string&>());
  return meets ? Finding{truth(*meets), wanted(matcher), describe(fact)}
               : unreadable(matcher, fact, meets.error().message);
}

Finding empty(const Matcher& matcher, const Value& fact) {
  if (!(fact.is_string() || fact.is_structured()) || !matcher.operand_value.is_boolean()) {
    return wrong_kind(matcher, fact);
  }
  const bool is_empty = fact.is_string() ? fact.get_ref<const std::string&>().empty() : fact.empty();
  return {truth(is_empty == matcher.operand_value.get<bool>()), wanted(matcher), describe(fact)};
}

}  // namespace

Finding wrong_kind(const Matcher& matcher, const Value& fact) {
  return unreadable(matcher, fact, kind_words(fact));
}

Finding compare(const Matcher& matcher, const Value& fact) {
  const auto& operand = matcher.operand_value;
  if (matcher.kind == MatcherKind::equals) {
    return {truth(same(fact, operand)), wanted(matcher), describe(fact)};
  }
  if (matcher.kind == MatcherKind::one_of) {
    return operand.is_array() ? Finding{truth(holds_element(operand, fact)), wanted(matcher), describe(fact)}
                              : unreadable(matcher, fact, "there is no list to choose from");
  }
  // A null (of JSON or SQL) is there, but holds nothing that could be compared.
  if (fact.is_null()) {
    return {Truth::nothing, wanted(matcher), describe(fact)};
  }
  switch (matcher.kind) {
    case MatcherKind::contains:
      return contains(matcher, fact, operand);
    case MatcherKind::contains_all:
      return contains_all(matcher, fact);
    case MatcherKind::matches:
      return matches(matcher, fact);
    case MatcherKind::version:
      return version(matcher, fact);
    case MatcherKind::empty:
      return empty(matcher, fact);
    default:
      return ordered(matcher, fact);
  }
}

}  // namespace labcheck::judge
