#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <labcheck/result.hpp>

namespace labcheck::observe {

/// Where an HTTP request goes.
struct HttpUrl {
  std::string scheme{"http"};
  std::string host{};  ///< a name or an address, IPv6 without brackets
  std::uint16_t port{0};
  std::string target{"/"};
  bool operator==(const HttpUrl&) const = default;
};

/// `http://web:8080/path?query`; the scheme's own port is left out.
std::string to_string(const HttpUrl& url);

/// Checks that nothing in it can turn the URL into another one, and spells the target's blanks and raw bytes as `%XX`.
Result<HttpUrl> make_http_url(std::string scheme, std::string host, std::uint16_t port, std::string_view target);

/// Where a Location header sends on to, absolute or relative to the URL that answered.
Result<HttpUrl> redirected(const HttpUrl& from, const std::string& location);

/// Whether both are the same scheme, host and port, so that credentials may go to either.
bool same_origin(const HttpUrl& one, const HttpUrl& other);

}  // namespace labcheck::observe
