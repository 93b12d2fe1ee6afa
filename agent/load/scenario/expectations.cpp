#include "load/scenario/expectations.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <labcheck/spelling.hpp>

#include "load/scenario/matchers.hpp"
#include "load/scenario/patterns.hpp"

namespace labcheck::load {

namespace {

std::vector<std::string> names_of(const std::vector<FactSpec>& facts) {
  std::vector<std::string> names;
  for (const auto& fact : facts) {
    names.emplace_back(fact.name);
  }
  return names;
}

const FactSpec* find_fact(const std::vector<FactSpec>& facts, std::string_view name) {
  const auto at = std::find_if(facts.begin(), facts.end(), [&](const FactSpec& fact) { return fact.name == name; });
  return at == facts.end() ? nullptr : &*at;
}

/// The nearest fact, or all of them when none is near.
std::string facts_like(std::string_view name, const std::vector<FactSpec>& facts) {
  const auto names = names_of(facts);
  const auto near = did_you_mean(name, names);
  return !near.empty() ? near : fmt::format(" (there are {})", fmt::join(names, ", "));
}

}  // namespace

Expectation read_expectation(const Node& node, const ExpectationOf& of, Context& context, const CheckScope& scope) {
  Expectation expectation;
  if (node.is_null() || (node.is_map() && node.entries.empty())) {
    context.findings.error(node.place, fmt::format("empty '{}'", of.key));
    return expectation;
  }
  if (!node.is_map()) {
    context.findings.error(node.place, fmt::format("'{}' must be a map of facts, found {}", of.key, found(node)));
    return expectation;
  }
  for (const auto& entry : node.entries) {
    const auto* fact = find_fact(of.type.facts, entry.key);
    if (fact == nullptr) {
      context.findings.error(entry.key_place, fmt::format("unknown fact '{}' of {}{}", entry.key, of.type.name,
                                                          facts_like(entry.key, of.type.facts)));
      continue;
    }
    auto matcher = read_matcher(entry.value, entry.key, shape_of(*fact, of.several_requests), context, scope);
    if (const auto* lonely = of.key == "expect" ? lonely_not(matcher) : nullptr) {
      context.findings.error(lonely->place,
                             fmt::format("'not' with nothing positive beside it on '{}': say also what it "
                                         "must be",
                                         entry.key));
    }
    expectation.push_back({.name = entry.key, .matcher = std::move(matcher)});
  }
  return expectation;
}

bool check_fact_path(const std::string& path, const Place& place, const CheckType& type, Findings& findings) {
  const auto dot = path.find('.');
  const auto name = path.substr(0, dot);
  const auto* fact = find_fact(type.facts, name);
  if (fact == nullptr) {
    findings.error(place, fmt::format("unknown fact '{}' of {}{}", name, type.name, facts_like(name, type.facts)));
    return false;
  }
  if (dot == std::string::npos) {
    return true;
  }
  const auto inside = path.substr(dot + 1);
  if (inside.starts_with('$')) {
    const auto complaint = json_path_complaint(inside);
    if (!complaint.empty()) {
      findings.error(place, complaint);
    }
    return complaint.empty();
  }
  if (fact->fields.empty() || find_fact(fact->fields, inside) == nullptr) {
    findings.error(place, fmt::format("unknown field '{}' of fact '{}'{}", inside, name,
                                      fact->fields.empty() ? " (inside a structure, write a JSON path: json.$.id)"
                                                           : facts_like(inside, fact->fields)));
    return false;
  }
  return true;
}

}  // namespace labcheck::load
