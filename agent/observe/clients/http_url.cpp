#include "observe/clients/http_url.hpp"

#include <algorithm>
#include <charconv>
#include <memory>

#include <boost/asio/ip/address.hpp>
#include <curl/curl.h>
#include <fmt/format.h>

#include "observe/clients/conversation.hpp"
#include "observe/clients/http_head.hpp"

namespace labcheck::observe {

namespace {

constexpr std::string_view letters_and_marks = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";

using CurlUrl = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

/// Asio reads up to a NUL and takes any bytes for a zone (`::1%` and whatever): neither may get into a URL.
bool is_ipv6(const std::string& host) {
  const auto zone = std::min(host.find('%'), host.size());
  const auto beyond = host.find_first_not_of("0123456789abcdefABCDEF:.");
  const bool good_zone = host.find_first_not_of(letters_and_marks, zone + 1) == std::string::npos;
  boost::system::error_code problem;
  boost::asio::ip::make_address_v6(host, problem);
  return !problem && good_zone && beyond == (zone == host.size() ? std::string::npos : zone);
}

bool is_host(const std::string& host) {
  return is_ipv6(host) || (!host.empty() && host.find_first_not_of(letters_and_marks) == std::string::npos);
}

std::string origin(const HttpUrl& url, bool with_port) {
  const auto host = url.host.find(':') == std::string::npos ? url.host : '[' + url.host + ']';
  return with_port ? fmt::format("{}://{}:{}", url.scheme, host, url.port) : fmt::format("{}://{}", url.scheme, host);
}

std::string part_of(const CurlUrl& url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url.get(), part, &text, CURLU_DEFAULT_PORT) != CURLUE_OK) {
    return {};
  }
  std::string copy{text};
  curl_free(text);
  return copy;
}

}  // namespace

std::string to_string(const HttpUrl& url) {
  const std::uint16_t usual = url.scheme == "https" ? 443 : 80;
  return origin(url, url.port != usual) + url.target;
}

Result<HttpUrl> make_http_url(std::string scheme, std::string host, std::uint16_t port, std::string_view target) {
  if (scheme != "http" && scheme != "https") {
    return failed(ErrorKind::invalid, fmt::format("scheme '{}' is neither http nor https", one_line(scheme)));
  }
  if (!is_host(host)) {
    return failed(ErrorKind::invalid, fmt::format("'{}' is neither a host name nor an address", one_line(host)));
  }
  if (port == 0) {
    return failed(ErrorKind::invalid, fmt::format("no port for {}", host));
  }
  HttpUrl url{.scheme = std::move(scheme), .host = std::move(host), .port = port, .target = {}};
  if (target.empty() || target.front() != '/') {
    url.target = "/";
  }
  for (const char character : target) {
    const auto byte = static_cast<unsigned char>(character);
    url.target += byte <= 0x20 || byte >= 0x7f ? fmt::format("%{:02X}", byte) : std::string(1, character);
  }
  return url;
}

Result<HttpUrl> redirected(const HttpUrl& from, const std::string& location) {
  const CurlUrl url{curl_url(), curl_url_cleanup};
  auto problem = curl_url_set(url.get(), CURLUPART_URL, to_string(from).c_str(), CURLU_PATH_AS_IS);
  if (problem == CURLUE_OK) {
    problem = curl_url_set(url.get(), CURLUPART_URL, location.c_str(),
                           CURLU_URLENCODE | CURLU_DISALLOW_USER | CURLU_NON_SUPPORT_SCHEME);
  }
  if (problem != CURLUE_OK) {
    return failed(ErrorKind::unreadable,
                  fmt::format("location '{}': {}", one_line(location), lower_case(curl_url_strerror(problem))));
  }
  auto host = lower_case(part_of(url, CURLUPART_HOST));
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  }
  const auto port_text = part_of(url, CURLUPART_PORT);
  std::uint16_t port = 0;
  std::from_chars(port_text.data(), port_text.data() + port_text.size(), port);
  const auto query = part_of(url, CURLUPART_QUERY);
  return make_http_url(lower_case(part_of(url, CURLUPART_SCHEME)), std::move(host), port,
                       part_of(url, CURLUPART_PATH) + (query.empty() ? "" : '?' + query));
}

bool same_origin(const HttpUrl& one, const HttpUrl& other) {
  return one.scheme == other.scheme && lower_case(one.host) == lower_case(other.host) && one.port == other.port;
}

}  // namespace labcheck::observe
