#include "judge/match.hpp"

#include <fmt/format.h>

#include "judge/finding.hpp"
#include "judge/json_path.hpp"
#include "judge/values.hpp"

namespace labcheck::judge {

namespace {

Finding by_path(const Member& member, const Value& fact) {
  const auto singular = is_singular(member.name);
  auto selected = select_json(member.name, fact);
  if (!singular || !selected) {
    return {Truth::unreadable, wanted(member.matcher), singular ? selected.error().message : singular.error().message};
  }
  if (*singular) {
    return find(member.matcher, selected->empty() ? nullptr : &selected->front());
  }
  const Value list(std::move(*selected));
  return find(member.matcher, &list);
}

Finding member_of(const Member& member, const Value& fact) {
  if (member.name.starts_with('$')) {
    return by_path(member, fact);
  }
  if (!fact.is_object()) {
    return fact.is_null() ? find(member.matcher, nullptr) : wrong_kind(member.matcher, fact);
  }
  const auto field = fact.find(member.name);
  return find(member.matcher, field == fact.end() ? nullptr : &*field);
}

Match result_of(Finding finding) {
  return {.holds = finding.truth == Truth::holds,
          .unreadable = finding.truth == Truth::unreadable,
          .expected = std::move(finding.expected),
          .actual = std::move(finding.actual)};
}

Match too_deep(std::string expected) {
  return {.holds = false,
          .unreadable = true,
          .expected = std::move(expected),
          .actual = fmt::format("a value nested more than {} levels deep", deepest_value)};
}

}  // namespace

std::vector<Finding> find_members(const std::vector<Member>& members, const Value& fact) {
  std::vector<Finding> findings;
  for (const auto& member : members) {
    findings.push_back(member_of(member, fact));
    findings.back().expected = member.name + ' ' + findings.back().expected;
  }
  return findings;
}

Match match(const Matcher& matcher, const Value* fact) {
  if (fact != nullptr && deeper_than(*fact, deepest_value)) {
    return too_deep(wanted(matcher));
  }
  return result_of(find(matcher, fact));
}

Match match_all(const Expectation& expectation, const Value& facts) {
  if (deeper_than(facts, deepest_value)) {
    return too_deep("facts that can be read");
  }
  const auto findings = find_members(expectation, facts);
  if (const auto* decider = decider_of_all(findings)) {
    return result_of(*decider);
  }
  Match match{.holds = true, .unreadable = false, .expected = {}, .actual = {}};
  for (std::size_t at = 0; at < findings.size(); ++at) {
    match.expected += (at == 0 ? "" : " and ") + findings[at].expected;
    match.actual += at == 0 ? "" : " and ";
    match.actual += (findings.size() > 1 ? expectation[at].name + ' ' : "") + findings[at].actual;
  }
  return match;
}

}  // namespace labcheck::judge
