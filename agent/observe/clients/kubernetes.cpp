#include <algorithm>

#include <fmt/format.h>

#include "observe/clients/http_once.hpp"

namespace labcheck::observe {

namespace {

constexpr std::size_t most_body = 8 * 1024 * 1024;

/// Throws for values of a wrong type.
Result<HttpRequest> read_request(const Exchange& exchange) {
  const auto& details = exchange.details;
  HttpRequest request;
  LABCHECK_TRY_ASSIGN(request.url,
                      make_http_url(details.at("scheme").get<std::string>(), details.value("name", exchange.host),
                                    exchange.port, details.at("target").get<std::string>()));
  request.headers.emplace_back("Accept", "application/json");
  if (details.contains("token")) {
    if (auto read =
            read_plain_headers({{"Authorization", "Bearer " + details.at("token").get<std::string>()}}, request);
        !read) {
      return tl::unexpected<Error>(read.error());
    }
  }
  request.verify = details.value("verify", true);
  request.authorities = details.value("authorities", std::string{});
  request.certificate = details.value("certificate", std::string{});
  request.key = details.value("key", std::string{});
  request.max_body = std::min(details.value("max_body", request.max_body), most_body);
  return request;
}

}  // namespace

/// One GET of the API, as the user of a kubeconfig.
boost::asio::awaitable<Answer> speak_kubernetes(const Conversation& talk) {
  const auto& exchange = talk.exchange;
  if (exchange.details.contains("unusable")) {
    co_return replied({{"connected", false}, {"unusable", exchange.details.at("unusable")}});
  }
  if (!talk.allowed || !talk.allowed(exchange.host)) {
    co_return replied(
        {{"connected", false}, {"unusable", fmt::format("{} is none of this lab's hosts", one_line(exchange.host))}});
  }
  auto request = read_request(exchange);
  if (!request) {
    co_return in_trouble(request.error());
  }
  auto once = co_await http_once(talk, exchange.host, std::move(*request));
  if (once.trouble) {
    co_return std::move(*once.trouble);
  }
  if (!once.response) {
    co_return replied(std::move(once.wrong));
  }
  co_return replied(
      {{"connected", true}, {"status", once.response->status}, {"body", valid_utf8(once.response->body)}});
}

}  // namespace labcheck::observe
