#pragma once

#include <string_view>
#include <vector>

#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

namespace labcheck::judge {

/// The values that a JSON path (RFC 9535) selects, in document order. An error names the column of the path.
Result<std::vector<Value>> select_json(std::string_view path, const Value& root);

/// Whether the path selects at most one value (no wildcard, slice, descendant or filter): then it is matched bare.
Result<bool> is_singular(std::string_view path);

}  // namespace labcheck::judge
