#pragma once

#include <string>
#include <string_view>

#include <labcheck/node.hpp>
#include <labcheck/result.hpp>

#include "plan/reference.hpp"

namespace labcheck::plan {

/// How a value is spelled where it is put in: as it is, or so that it stays data within a pattern or a JSON path
/// (saved values come from the candidate's machine and must not loosen an expectation).
enum class Spelling { plain, pattern, json_path };

/// A text with all of its references filled in. Errors come without the place.
Result<std::string> expand_text(std::string_view text, const Scope& scope, Spelling spelling = Spelling::plain);

/// A tree with all of its references filled in, to be read as `kind` (of its elements when it is a list or a map). A
/// text that is one reference and nothing else keeps that value's type. Errors begin with the place.
Result<Node> expand(const Node& node, ValueKind kind, const Scope& scope, Spelling spelling = Spelling::plain);

}  // namespace labcheck::plan
