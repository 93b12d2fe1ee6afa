#pragma once

#include "load/scenario/context.hpp"

namespace labcheck::load {

/// What an `expect` or `give_up` is read for.
struct ExpectationOf {
  const CheckType& type;
  bool several_requests{false};  ///< facts of one request become lists
  std::string_view key{"expect"};
};

/// Reads `expect:` or `give_up:`, fact by fact.
Expectation read_expectation(const Node& node, const ExpectationOf& of, Context& context, const CheckScope& scope);

/// Where the fact of a path like `json.$.id` or `refused.code` begins, or an error with the nearest fact.
bool check_fact_path(const std::string& path, const Place& place, const CheckType& type, Findings& findings);

}  // namespace labcheck::load
