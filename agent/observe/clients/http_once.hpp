#pragma once

#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "observe/clients/conversation.hpp"
#include "observe/clients/http_perform.hpp"

namespace labcheck::observe {

/// What came of one HTTP request: exactly one of the three.
struct HttpOnce {
  std::optional<HttpResponse> response{};  ///< a whole response
  Value wrong = nullptr;                   ///< the service's doing, as a reply: no connection, or no HTTP
  std::optional<Answer> trouble{};         ///< ours
};

/// Asks once, over a stream to `host` and the URL's port; the URL's own host is what the service and TLS are told.
/// Redirects are not followed.
boost::asio::awaitable<HttpOnce> http_once(const Conversation& talk, std::string host, HttpRequest request);

/// Headers of an exchange's details, checked like those of `http`.
Result<void> read_plain_headers(const Value& headers, HttpRequest& request);

}  // namespace labcheck::observe
