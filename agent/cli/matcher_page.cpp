#include "cli/matcher_page.hpp"

#include <fmt/format.h>

#include <labcheck/expectation.hpp>

namespace labcheck::cli {
namespace {

struct MatcherHelp {
  MatcherKind kind{};
  std::string_view about{};  ///< "holds when the fact …"
  std::string_view example{};
};

constexpr MatcherHelp helps[] = {
    {MatcherKind::equals, "equals the value, read by the fact's declared type; `equals` itself is never written",
     "status: 200"},
    {MatcherKind::not_, "is there and the matcher does not hold; say also what it must be",
     "user: {not: root, matches: \"^[a-z]+$\"}"},
    {MatcherKind::all, "is what all of the matchers want", "size: {all: [{above: 0}, {below: 4096}]}"},
    {MatcherKind::any, "is what one of the matchers wants", "mode: {any: [\"0600\", \"0400\"]}"},
    {MatcherKind::each, "is a list that is not empty, and the matcher holds for each of its elements",
     "status: {each: 200}"},
    {MatcherKind::contains, "has the text as a part (three characters or more), or the value as an element",
     "addresses: {contains: \"192.168.10.11/24\"}"},
    {MatcherKind::contains_all, "has all of them, as parts or elements", "members: {contains_all: [li, wang]}"},
    {MatcherKind::one_of, "is one of the values", "state: {one_of: [running, idle]}"},
    {MatcherKind::matches, "matches the RE2 pattern, which must be anchored",
     "program: {matches: \"^/usr/sbin/nginx$\"}"},
    {MatcherKind::at_least, "is that number or more", "replicas: {at_least: 2}"},
    {MatcherKind::at_most, "is that number or less", "stratum: {at_most: 4}"},
    {MatcherKind::above, "is more than the number", "size: {above: 0}"},
    {MatcherKind::below, "is less than the number", "status: {below: 500}"},
    {MatcherKind::between, "is a number from the first to the second, both included", "share: {between: [40, 60]}"},
    {MatcherKind::count, "has as many elements as the matcher wants", "servers: {count: {at_least: 3}}"},
    {MatcherKind::distinct, "has as many different elements as the matcher wants", "body: {distinct: 2}"},
    {MatcherKind::has, "has an element, or a key, for which the matcher holds",
     "names: {has: {matches: \"^web-\\\\d+$\"}}"},
    {MatcherKind::absent, "is not there", "persistent: {absent: true}"},
    {MatcherKind::empty, "is there and has nothing in it", "failed: {empty: true}"},
    {MatcherKind::version, "is a version in that range", "version: {version: \">=1.18\"}"},
};

}  // namespace

std::vector<std::string_view> matcher_names() {
  std::vector<std::string_view> names;
  for (const auto& help : helps) {
    names.push_back(to_string(help.kind));
  }
  return names;
}

std::string matcher_page(std::string_view name) {
  for (const auto& help : helps) {
    if (to_string(help.kind) == name) {
      return fmt::format("{}: a matcher; holds when the fact {}\n\nExample\n  expect: {{{}}}\n", name, help.about,
                         help.example);
    }
  }
  return {};
}

}  // namespace labcheck::cli
