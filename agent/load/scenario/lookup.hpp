#pragma once

#include <optional>
#include <string>

#include "load/scenario/context.hpp"

namespace labcheck::load {

struct FoundSource {
  std::string path{};  ///< where it was found
  std::string text{};
};

/// Looks a file (`standards/ID.yaml`, `library/NAME.yaml`) up beside the scenario, then in its parent folders, then in
/// the installed data, and keeps it among the scenario's sources. nullopt and an error when it is nowhere.
///
/// What comes from the installed data is recorded as `installed:standards/ID.yaml`, so that a ledger can be judged on
/// a machine that keeps its data elsewhere.
std::optional<FoundSource> look_up(const std::string& name, const Place& wanted_at, Context& context);

}  // namespace labcheck::load
