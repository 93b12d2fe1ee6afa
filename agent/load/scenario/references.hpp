#pragma once

#include <string>

#include "load/scenario/context.hpp"

namespace labcheck::load {

/// Checks every `${…}` in a text: its form, and that what it names exists. Errors name the nearest right spelling.
void check_references(const std::string& text, const Place& place, Context& context, const CheckScope& scope);

/// The same for all texts and keys of a node.
void check_references(const Node& node, Context& context, const CheckScope& scope);

/// A program's arguments on a host are no place for secrets.
void check_no_secret(const Node& node, Context& context);

/// A script is taken literally: a `${name}` in it that could only be meant as ours is an error.
void check_script(const Node& node, Context& context);

/// Whether any text or key of the node holds a `${…}`.
bool holds_references(const Node& node);

}  // namespace labcheck::load
