#pragma once

#include <string>
#include <string_view>

/// Digests in lower-case hex, for what services name or prove by them.
namespace labcheck::checks {

std::string sha1_hex(std::string_view bytes);
std::string sha256_hex(std::string_view bytes);

}  // namespace labcheck::checks
