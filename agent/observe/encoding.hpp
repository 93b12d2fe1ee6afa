#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace labcheck::observe {

/// Base64 with padding, in the standard or the URL-safe alphabet.
std::string base64(std::string_view bytes, bool url_safe = false);
/// The bytes of a standard base64 text, with or without padding; nothing when it is none.
std::optional<std::string> from_base64(std::string_view text);
std::string sha256(std::string_view bytes);
std::string hmac_sha1(std::string_view key, std::string_view bytes);
/// `SHA256:…` of a host key, as ssh-keygen -l prints it.
std::string fingerprint(std::string_view key);
/// 128 random bits as 32 hexadecimal digits.
std::string random_token();

}  // namespace labcheck::observe
