#pragma once

#include <vector>

#include "load/scenario/context.hpp"

namespace labcheck::load {

/// A step with what its type says about its parameters.
struct ReadStep {
  Step step{};
  Phase phase{Phase::read};
  bool undoes{false};
};

/// The one entry of a map whose key is a check type. Unknown keys and a second check type are reported; `extra_keys`
/// are known besides those of a step.
const Entry* find_type_entry(const Node& node, const std::vector<std::string_view>& extra_keys, std::string_view noun,
                             Findings& findings);

/// Reads a step whose check type stands at `entry`; names it makes are added to the scope.
ReadStep read_step(const Node& node, const Entry& entry, Context& context, CheckScope& scope);

/// Reads a list of steps; errors keep the good ones.
std::vector<ReadStep> read_steps(const Entry& list, Context& context, CheckScope& scope);

}  // namespace labcheck::load
