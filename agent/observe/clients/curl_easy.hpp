#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <curl/curl.h>
#include <fmt/format.h>

#include "observe/deadline.hpp"

/// What every conversation by libcurl's easy interface has in common.
namespace labcheck::observe {

using Easy = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using List = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

/// What a conversation brings; libcurl's callbacks may not throw through its C code.
struct CurlBody {
  std::string body{};
  std::size_t max_body{0};
  bool truncated{false};
};

inline std::size_t take_body(char* data, std::size_t one, std::size_t size, void* target) noexcept {
  auto& received = *static_cast<CurlBody*>(target);
  if (one * size > received.max_body - received.body.size()) {
    received.truncated = true;
    return 0;
  }
  received.body.append(data, one * size);
  return one * size;
}

/// Nothing of the agent's surroundings has a say: no proxy, no .netrc, no other protocol, no connection of another
/// talk.
inline void set_safe_defaults(CURL* easy, const char* protocols) {
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, protocols);
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
  curl_easy_setopt(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
  curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
}

inline void set_body(CURL* easy, CurlBody& received) {
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &received);
}

inline void set_verify(CURL* easy, bool verify) {
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, verify ? 1L : 0L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, verify ? 2L : 0L);
}

/// For CURLOPT_CONNECT_TO: every connection goes to the relay, whatever its name.
inline List way_through(std::uint16_t relay_port) {
  return List{curl_slist_append(nullptr, fmt::format("::127.0.0.1:{}", relay_port).c_str()), curl_slist_free_all};
}

/// A little more than the relay's own deadline, which is the one that counts.
inline void set_time(CURL* easy, Deadline deadline) {
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(left_until(deadline).count() + 500));
}

}  // namespace labcheck::observe
