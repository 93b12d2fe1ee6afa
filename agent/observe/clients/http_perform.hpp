#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <labcheck/value.hpp>

#include "observe/clients/http_url.hpp"
#include "observe/deadline.hpp"

namespace labcheck::observe {

/// One HTTP request on a connection of its own.
struct HttpRequest {
  std::string method{"GET"};
  HttpUrl url{};
  std::vector<std::pair<std::string, std::string>> headers{};
  std::string body{};
  std::string user{};
  std::string password{};
  bool verify{true};
  std::string authorities{};  ///< PEM: the only authorities that are trusted; empty for this machine's
  std::string certificate{};  ///< PEM: what the service is shown, with its key
  std::string key{};
  std::size_t max_body{1024 * 1024};
  bool keeps_cookies{false};
  std::vector<std::string> cookies{};  ///< known so far, as libcurl spells them; it sends those that belong to the URL
};

enum class HttpEnding {
  answered,       ///< a whole response
  spoke_wrongly,  ///< the service reset, ended early, spoke no HTTP, or TLS failed
  truncated,      ///< more headers or body than is taken
  failed,         ///< libcurl's own trouble
};

struct HttpResponse {
  HttpEnding ending{HttpEnding::failed};
  std::string failure{};  ///< unless answered: one sentence
  int status{0};
  Value headers = Value::object();  ///< lower-case name to value; several are joined by ", "
  std::string body{};
  std::vector<std::string> cookies{};  ///< all that are known now, where they are kept
  std::string location{};              ///< where a redirect leads, as the service wrote it; empty for none
};

/// Performs a request through the relay on 127.0.0.1:`relay_port`; blocks until the relay is closed or it is done.
HttpResponse perform_http(const HttpRequest& request, std::uint16_t relay_port, Deadline deadline);

/// A field of a cookie as libcurl spells it: domain, tail, path, secure, expiry, name, value.
std::string_view cookie_field(std::string_view cookie, int number);

}  // namespace labcheck::observe
