#pragma once

#include <vector>

#include <labcheck/check_type.hpp>
#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

namespace labcheck::checks {

/// The facts of a container that exists, and reading them out of the engine's description (Docker's or Podman's).
std::vector<FactSpec> container_facts();
Result<bool> add_container_facts(const Value& described, Value& facts);

}  // namespace labcheck::checks
