#pragma once

#include <labcheck/check_type.hpp>

#include "plan/expand.hpp"

namespace labcheck::plan {

/// An expectation with its operands filled in and read by the declared types of the facts they are put to.
Result<Expectation> expand_expectation(const Expectation& expectation, const CheckType& type, const Scope& scope);

}  // namespace labcheck::plan
