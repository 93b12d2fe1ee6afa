#pragma once

#include <labcheck/value.hpp>

namespace labcheck::load {

/// A JSON Schema (draft-07, which editors read) of scenario files, made of what the check types declare. It takes every
/// scenario that loads; what it refuses does not load. What only the whole file can tell (an unknown role, a circle of
/// `needs`, a parameter's `${…}`) it leaves to the loader.
Value scenario_schema();

}  // namespace labcheck::load
