#include "judge/finding.hpp"
#include "judge/values.hpp"

namespace labcheck::judge {

namespace {

std::string joined(const std::vector<Matcher>& children, const char* between) {
  std::string words;
  for (const auto& child : children) {
    words += (words.empty() ? "" : between) + wanted(child);
  }
  return words;
}

std::string listed(const Value& operand) {
  std::string words;
  for (const auto& element : operand) {
    words += (words.empty() ? "" : ", ") + describe(element);
    if (words.size() > longest_words) {
      break;
    }
  }
  return shortened(words);
}

std::string members(const Matcher& matcher) {
  std::string words;
  for (const auto& member : matcher.members) {
    words += (words.empty() ? "" : " and ") + member.name + ' ' + wanted(member.matcher);
  }
  return words;
}

std::string boundaries(const Value& operand) {
  return operand.is_array() && operand.size() == 2 ? describe(operand[0]) + " and " + describe(operand[1])
                                                   : describe(operand);
}

std::string plain_text(const Value& operand) {
  const bool has_text = operand.is_string() && !operand.get_ref<const std::string&>().empty();
  return has_text ? shortened(operand.get_ref<const std::string&>()) : describe(operand);
}

}  // namespace

std::string wanted(const Matcher& matcher) {
  const Value& operand = matcher.operand_value;
  const bool yes = operand.is_boolean() && operand.get<bool>();
  switch (matcher.kind) {
    case MatcherKind::equals:
      return describe(operand);
    case MatcherKind::not_:
      return "not " + joined(matcher.children, " and ");
    case MatcherKind::all:
      return joined(matcher.children, " and ");
    case MatcherKind::any:
      return joined(matcher.children, " or ");
    case MatcherKind::each:
      return "each " + joined(matcher.children, " and ");
    case MatcherKind::contains:
      return "to contain " + describe(operand);
    case MatcherKind::contains_all:
      return "to contain all of " + listed(operand);
    case MatcherKind::one_of:
      return "one of " + listed(operand);
    case MatcherKind::matches:
      return "to match " + describe(operand);
    case MatcherKind::at_least:
      return "at least " + describe(operand);
    case MatcherKind::at_most:
      return "at most " + describe(operand);
    case MatcherKind::above:
      return "above " + describe(operand);
    case MatcherKind::below:
      return "below " + describe(operand);
    case MatcherKind::between:
      return "between " + boundaries(operand);
    case MatcherKind::count:
      return joined(matcher.children, " and ") + " elements";
    case MatcherKind::distinct:
      return joined(matcher.children, " and ") + " distinct values";
    case MatcherKind::has:
      return "some element " + joined(matcher.children, " and ");
    case MatcherKind::absent:
      return yes ? "absent" : "present";
    case MatcherKind::empty:
      return yes ? "empty" : "not empty";
    case MatcherKind::version:
      return plain_text(operand);
    case MatcherKind::members:
      return members(matcher);
  }
  return {};
}

}  // namespace labcheck::judge
