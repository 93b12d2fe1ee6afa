#include "observe/clients/s3.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "observe/clients/aws_signature.hpp"
#include "observe/clients/http_once.hpp"
#include "text/sha256.hpp"

namespace labcheck::observe {

namespace {

constexpr std::size_t most_body = 8 * 1024 * 1024;

/// Throws for values of a wrong type.
Result<HttpRequest> read_request(const Exchange& exchange) {
  const auto& details = exchange.details;
  HttpRequest request{.method = details.at("method").get<std::string>()};
  constexpr std::string_view methods[] = {"GET", "HEAD", "PUT", "DELETE"};
  if (std::find(std::begin(methods), std::end(methods), request.method) == std::end(methods)) {
    return failed(ErrorKind::invalid, fmt::format("'{}' is no method of S3", one_line(request.method)));
  }
  LABCHECK_TRY_ASSIGN(request.url, make_http_url(details.at("scheme").get<std::string>(), exchange.host, exchange.port,
                                                 details.at("target").get<std::string>()));
  request.body = details.value("body", std::string{});
  request.verify = details.value("verify", true);
  request.max_body = std::min(details.value("max_body", request.max_body), most_body);
  if (request.method == "PUT") {
    request.headers.emplace_back("content-type", "application/octet-stream");
  }
  if (details.contains("access_key")) {
    const AwsKeys keys{.access_key = details.at("access_key").get<std::string>(),
                       .secret_key = details.at("secret_key").get<std::string>(),
                       .region = details.at("region").get<std::string>()};
    Value headers = Value::object();
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    for (auto& [name, value] : aws_signature(request, keys, now)) {
      headers[name] = std::move(value);
    }
    if (auto read = read_plain_headers(headers, request); !read) {
      return tl::unexpected<Error>(read.error());
    }
  }
  return request;
}

}  // namespace

boost::asio::awaitable<Answer> speak_s3(const Conversation& talk) {
  auto request = read_request(talk.exchange);
  if (!request) {
    co_return in_trouble(request.error());
  }
  auto once = co_await http_once(talk, talk.exchange.host, std::move(*request));
  if (once.trouble) {
    co_return std::move(*once.trouble);
  }
  if (!once.response) {
    co_return replied(std::move(once.wrong));
  }
  auto& response = *once.response;
  co_return replied({{"connected", true},
                     {"status", response.status},
                     {"headers", std::move(response.headers)},
                     {"size", response.body.size()},
                     {"sha256", text::sha256_hex(response.body)},
                     {"body", valid_utf8(response.body)}});
}

}  // namespace labcheck::observe
