#pragma once

#include <string>
#include <string_view>

namespace labcheck::text {

/// Bytes made safe to show: control characters, escapes and bidirectional marks are written out as \x1b or \u202e.
std::string printable(std::string_view text);

}  // namespace labcheck::text
