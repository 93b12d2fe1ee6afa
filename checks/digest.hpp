#pragma once

#include <string>
#include <string_view>

/// Digests in lower-case hex, for what services name or prove by them.
namespace labcheck::checks {

std::string sha1_hex(std::string_view bytes);
std::string sha256_hex(std::string_view bytes);

/// RFC 4648 with padding. Decoding takes nothing else.
std::string base64_of(std::string_view bytes);
bool read_base64(std::string_view text, std::string& bytes);

}  // namespace labcheck::checks
