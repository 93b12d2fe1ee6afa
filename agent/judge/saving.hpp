#pragma once

#include <optional>
#include <string_view>

#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

namespace labcheck::judge {

/// The fact that `save:` names: `fact`, `fact.field`, or a JSON path into it, `json.$.server.id`. Nothing when it isn't
/// there (a path to several values must find exactly one); an error when it can't be read.
Result<std::optional<Value>> fact_to_save(const Value& facts, std::string_view name);

}  // namespace labcheck::judge
