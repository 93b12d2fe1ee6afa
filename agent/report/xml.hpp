#pragma once

#include <string>
#include <string_view>

namespace labcheck::report {

/// A text made printable and escaped for XML and HTML, elements and attributes alike.
std::string xml(std::string_view text);

}  // namespace labcheck::report
