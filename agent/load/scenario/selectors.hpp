#pragma once

#include "load/scenario/context.hpp"

namespace labcheck::load {

/// Reads `on:`: `lb`, `web[0]`, `each web`, `any web`, `at_least 2 web`, `exactly 1 lb except active`, `agent`, or a
/// name that an earlier step of the check found by `as:`.
Selector read_selector(const Node& node, Context& context, const CheckScope& scope);

/// Reads `as:`, a name for the one host that the selector finds.
void read_binding(const Node& node, Selector& selector, Context& context, CheckScope& scope);

}  // namespace labcheck::load
