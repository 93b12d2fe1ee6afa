#pragma once

#include <optional>

#include "load/scenario/context.hpp"

namespace labcheck::load {

/// A check with `use: library/NAME` and `with:` written out: the library's check with its `${…}` parameters replaced,
/// under the keys that the check gives itself (id, title, points, …). nullopt once the errors are reported.
std::optional<Node> expand_library_check(const Node& check, Context& context);

}  // namespace labcheck::load
