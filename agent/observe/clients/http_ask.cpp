#include "observe/clients/http_ask.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "observe/clients/carry.hpp"
#include "observe/clients/http_head.hpp"

namespace labcheck::observe {

namespace {

/// A compressed or finely chunked body may take more bytes on the wire than it has.
std::size_t most_on_the_wire(const HttpRequest& request) {
  return 8 * request.max_body + 256 * 1024;
}

Value response_value(const HttpRequest& request, HttpResponse response) {
  return {{"connected", true},
          {"status", response.status},
          {"headers", std::move(response.headers)},
          {"body", valid_utf8(response.body)},
          {"url", to_string(request.url)}};
}

bool is_redirect(const HttpResponse& response) {
  constexpr int statuses[] = {301, 302, 303, 307, 308};
  return !response.location.empty() &&
         std::find(std::begin(statuses), std::end(statuses), response.status) != std::end(statuses);
}

/// The request that a redirect asks for. Credentials and headers of one's own stay with the origin they were meant for.
HttpRequest following(HttpRequest request, int status, HttpUrl url) {
  if (!same_origin(request.url, url)) {
    request.user.clear();
    request.password.clear();
    const auto is_private = [](const auto& header) {
      const auto name = lower_case(header.first);
      return name == "authorization" || name == "cookie" || name == "host";
    };
    request.headers.erase(std::remove_if(request.headers.begin(), request.headers.end(), is_private),
                          request.headers.end());
  }
  if ((status == 303 && request.method != "HEAD") || ((status == 301 || status == 302) && request.method == "POST")) {
    request.method = "GET";
    request.body.clear();
    remove_header(request, "content-type");
  }
  request.url = std::move(url);
  return request;
}

/// Why a redirect isn't followed, or an empty text.
std::string not_followed(const Result<HttpUrl>& next, int left, const AllowedHost& allowed) {
  if (left == 0) {
    return "still redirected after the last redirect that may be followed";
  }
  if (!next) {
    return "redirect not followed: " + next.error().message;
  }
  if (!allowed || !allowed(next->host)) {
    return fmt::format("redirect not followed: {} is none of this lab's hosts", one_line(next->host));
  }
  return {};
}

boost::asio::awaitable<Carried<HttpResponse>> perform(const Conversation& talk, const HttpRequest& request) {
  std::function<HttpResponse(std::uint16_t)> work = [request, deadline = talk.deadline](std::uint16_t relay_port) {
    return perform_http(request, relay_port, deadline);
  };
  co_return co_await carry<HttpResponse>(talk, request.url.host, request.url.port, most_on_the_wire(request),
                                         std::move(work));
}

/// What an exchange on one connection came to, when it was no whole response.
HttpAsked without_response(const Conversation& talk, const HttpRequest& request, const Carried<HttpResponse>& carried) {
  if (!carried.opened) {
    if (nobody_listens(*carried.error)) {
      return {.response = {{"connected", false}, {"reason", carried.error->message}, {"url", to_string(request.url)}}};
    }
    return {.trouble = in_trouble(*carried.error)};
  }
  if (auto trouble = trouble_of(carried, talk)) {
    return {.trouble = std::move(trouble)};
  }
  const auto& response = *carried.result;
  if (response.ending == HttpEnding::truncated) {
    return {.trouble = ended(Ending::truncated, fmt::format("{}: {}", to_string(request.url), response.failure))};
  }
  if (response.ending == HttpEnding::failed) {
    return {.trouble = ended(Ending::failed, fmt::format("{}: {}", to_string(request.url), response.failure))};
  }
  return {.response = {{"connected", true}, {"failure", response.failure}, {"url", to_string(request.url)}}};
}

}  // namespace

boost::asio::awaitable<HttpAsked> ask_http(const Conversation& talk, HttpRequest request, int follow) {
  for (int left = follow;; --left) {
    auto carried = co_await perform(talk, request);
    if (!carried.opened || !carried.result || carried.result->ending != HttpEnding::answered) {
      co_return without_response(talk, request, carried);
    }
    auto& response = *carried.result;
    request.cookies = std::move(response.cookies);
    if (follow == 0 || !is_redirect(response)) {
      auto value = response_value(request, std::move(response));
      co_return HttpAsked{.response = std::move(value), .cookies = std::move(request.cookies)};
    }
    auto next = redirected(request.url, response.location);
    if (auto reason = not_followed(next, left, talk.allowed); !reason.empty()) {
      auto value = response_value(request, std::move(response));
      value["failure"] = std::move(reason);
      co_return HttpAsked{.response = std::move(value), .cookies = std::move(request.cookies)};
    }
    request = following(std::move(request), response.status, std::move(*next));
  }
}

void remove_header(HttpRequest& request, std::string_view name) {
  const auto is_it = [&](const auto& header) { return lower_case(header.first) == name; };
  request.headers.erase(std::remove_if(request.headers.begin(), request.headers.end(), is_it), request.headers.end());
}

}  // namespace labcheck::observe
