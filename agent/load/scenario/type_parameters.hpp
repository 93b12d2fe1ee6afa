#pragma once

#include <map>
#include <string>

#include "load/scenario/context.hpp"

namespace labcheck::load {

/// A step's parameters as written and, as far as they hold no `${…}`, as values by their declared kinds.
struct TypeParameters {
  std::map<std::string, Node> nodes{};
  Value values = Value::object();
  const Connection* connection{nullptr};
  bool wrong_connection{false};  ///< `use:` names none that fits, which is reported
};

/// Reads the parameters of a step: a bare value means the main parameter, `use:` merges a connection in. `entry` is the
/// step's check type key with its value.
TypeParameters read_type_parameters(const CheckType& type, const Entry& entry, Context& context,
                                    const CheckScope& scope);

/// Checks a parameter's value by its declared kind.
void check_type_parameter(const CheckType& type, const Entry& entry, Context& context, const CheckScope& scope);

}  // namespace labcheck::load
