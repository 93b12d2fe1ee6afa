#pragma once

#include <string>

#include <labcheck/node.hpp>
#include <labcheck/place.hpp>

namespace labcheck::load {

/// Parses one YAML document into nodes with places. Strict: duplicate keys, further documents, cyclic aliases, over
/// 4 MiB or 64 levels, tabs and full-width punctuation are errors in `diagnostics`. Returns a null node when unusable.
Node parse_document(const std::string& name, const std::string& text, Diagnostics& diagnostics);

}  // namespace labcheck::load
