#pragma once

#include <vector>

#include <labcheck/answer.hpp>
#include <labcheck/check_type.hpp>

namespace labcheck::checks {

/// The facts of many requests together: how many went well, how fast, and who answered them.
std::vector<FactSpec> load_facts();
/// Adds them, out of the facts of each reply. `share_by` is what tells who answered: "body" or a header's name.
void add_load_facts(const Value& replies, const std::string& share_by, Duration elapsed, Value& facts);

}  // namespace labcheck::checks
