#include "observe/clients/http_once.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <labcheck/ascii.hpp>

#include "observe/clients/carry.hpp"

namespace labcheck::observe {

namespace {

bool is_token(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char letter) {
    return (letter >= '0' && letter <= '9') || ((letter | 0x20) >= 'a' && (letter | 0x20) <= 'z') || letter == '-' ||
           letter == '_';
  });
}

/// What ends an exchange that brought no whole response.
HttpOnce without_response(const Conversation& talk, const std::string& url, const Carried<HttpResponse>& carried) {
  if (!carried.opened) {
    if (nobody_listens(*carried.error)) {
      return {.response = {}, .wrong = {{"connected", false}, {"reason", carried.error->message}}, .trouble = {}};
    }
    return {.response = {}, .wrong = nullptr, .trouble = in_trouble(*carried.error)};
  }
  if (auto trouble = trouble_of(carried, talk)) {
    return {.response = {}, .wrong = nullptr, .trouble = std::move(trouble)};
  }
  const auto& response = *carried.result;
  if (response.ending == HttpEnding::spoke_wrongly) {
    return {.response = {}, .wrong = {{"connected", true}, {"failure", response.failure}}, .trouble = {}};
  }
  const auto ending = response.ending == HttpEnding::truncated ? Ending::truncated : Ending::failed;
  return {.response = {}, .wrong = nullptr, .trouble = ended(ending, fmt::format("{}: {}", url, response.failure))};
}

}  // namespace

boost::asio::awaitable<HttpOnce> http_once(const Conversation& talk, std::string host, HttpRequest request) {
  const auto url = to_string(request.url);
  const auto port = request.url.port;
  const auto most = request.max_body + 256 * 1024 + request.max_body / 2;  // finely chunked, it takes more
  std::function<HttpResponse(std::uint16_t)> work = [request = std::move(request),
                                                     deadline = talk.deadline](std::uint16_t relay_port) {
    return perform_http(request, relay_port, deadline);
  };
  auto carried = co_await carry<HttpResponse>(talk, std::move(host), port, most, std::move(work));
  if (!carried.opened || !carried.result || carried.result->ending != HttpEnding::answered) {
    co_return without_response(talk, url, carried);
  }
  co_return HttpOnce{.response = std::move(carried.result), .wrong = nullptr, .trouble = {}};
}

Result<void> read_plain_headers(const Value& headers, HttpRequest& request) {
  for (const auto& [name, value] : headers.items()) {
    auto text = value.get<std::string>();
    if (!is_token(name) || holds_controls(text)) {
      return failed(ErrorKind::invalid, fmt::format("'{}' is no header with a plain text", one_line(name)));
    }
    request.headers.emplace_back(name, std::move(text));
  }
  return {};
}

}  // namespace labcheck::observe
