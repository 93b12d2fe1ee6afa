#pragma once

#include <string>
#include <string_view>

namespace labcheck::text {

/// The bytes in lower-case hex.
std::string hex(std::string_view bytes);

}  // namespace labcheck::text
