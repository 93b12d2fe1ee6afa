#pragma once

#include <string>

#include "load/scenario/context.hpp"
#include "load/scenario/shape.hpp"

namespace labcheck::load {

/// Reads what is expected of one fact: a plain value, a list, or a map of matchers, fields and JSON paths. `name` is
/// the fact's in messages.
Matcher read_matcher(const Node& node, const std::string& name, const Shape& shape, Context& context,
                     const CheckScope& scope);

/// Checks one matcher's operand against the declared kind and the matcher's own rules.
void check_operand(Matcher& matcher, const std::string& name, const Shape& shape, Context& context,
                   const CheckScope& scope);

/// The `not` that has nothing positive beside it, or nullptr: an absence alone proves nothing.
const Matcher* lonely_not(const Matcher& matcher);

}  // namespace labcheck::load
