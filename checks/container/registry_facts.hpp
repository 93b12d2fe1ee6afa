#pragma once

#include <string_view>

#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

#include "checks/web/api.hpp"

namespace labcheck::checks {

/// A list of names: repositories or tags. An error when the registry has more than it gave.
Result<Value> read_registry_list(const ApiReply& reply, std::string_view name);
/// What a manifest says of its image, or of the images that an index leads to.
Result<Value> read_registry_manifest(const Value& manifest);
/// The registry's no: with how it wants one to log in, and whether the thing is only not there.
Result<Value> read_registry_refusal(ApiReply reply);

}  // namespace labcheck::checks
