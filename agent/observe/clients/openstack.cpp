#include <algorithm>

#include <fmt/format.h>

#include "observe/clients/http_once.hpp"
#include "observe/clients/openstack_catalog.hpp"
#include "text/sha256.hpp"

namespace labcheck::observe {

namespace {

constexpr std::size_t most_body = 8 * 1024 * 1024;
constexpr std::size_t longest_grant = 1024 * 1024;

/// One request as an exchange's details spell it, still without a URL. Throws for values of a wrong type.
Result<HttpRequest> read_request(const Value& spelt, const Value& details) {
  HttpRequest request{.method = spelt.at("method").get<std::string>()};
  constexpr std::string_view methods[] = {"GET", "HEAD", "PUT", "POST", "DELETE"};
  if (std::find(std::begin(methods), std::end(methods), request.method) == std::end(methods)) {
    return failed(ErrorKind::invalid, fmt::format("'{}' is no method of OpenStack", one_line(request.method)));
  }
  if (auto read = read_plain_headers(spelt.value("headers", Value::object()), request); !read) {
    return tl::unexpected<Error>(read.error());
  }
  request.body = spelt.value("body", std::string{});
  request.verify = details.value("verify", true);
  return request;
}

/// Where a host that was named in the lab really is; an error when it is none of the lab's.
Result<std::string> place_of(const Conversation& talk, const std::string& host) {
  const auto& details = talk.exchange.details;
  const auto known = details.value("hosts", Value::object());
  if (const auto found = known.find(host); found != known.end()) {
    return found->get<std::string>();
  }
  if (!talk.allowed || !talk.allowed(host)) {
    return failed(ErrorKind::invalid, fmt::format("{} is none of this lab's hosts", one_line(host)));
  }
  return host;
}

/// What ends the exchange after a stage that brought no response.
Answer without_response(HttpOnce once, Value reply, std::string_view stage) {
  if (once.trouble) {
    return std::move(*once.trouble);
  }
  reply["connected"] = reply.value("connected", false) || once.wrong.at("connected").get<bool>();
  const bool opened = once.wrong.at("connected").get<bool>();
  const auto words = once.wrong.at(opened ? "failure" : "reason").get<std::string>();
  if (reply.value("connected", false)) {
    reply["failure"] = fmt::format("{}: {}", stage, words);
  } else {
    reply["reason"] = words;
  }
  return replied(std::move(reply));
}

/// Keystone says why in JSON, TempAuth in HTML.
std::string refusal_words(const std::string& body) {
  const auto json = Value::parse(valid_utf8(body), nullptr, false);
  const auto* error = json.is_object() && json.contains("error") ? &json.at("error") : nullptr;
  const bool told = error != nullptr && error->is_object() && error->contains("message");
  return told && error->at("message").is_string() ? one_line(error->at("message").get<std::string>()) : one_line(body);
}

Value failure_of(Value reply, const std::string& words) {
  reply["failure"] = words;
  return reply;
}

/// The second half: asks the service at its endpoint, with the token.
boost::asio::awaitable<Answer> ask_service(const Conversation& talk, const OpenstackGrant& grant, Value reply) {
  const auto& details = talk.exchange.details;
  const auto& spelt = details.at("ask");
  const auto type = details.at("service").get<std::string>();
  const auto base = find_endpoint(grant.catalog, type, details.value("interface", std::string{"public"}),
                                  details.value("region", std::string{}));
  if (!base) {
    co_return replied(failure_of(std::move(reply), base.error().message));
  }
  auto url = redirected(HttpUrl{.host = "none", .port = 80}, *base);
  const auto place = url ? place_of(talk, url->host) : Result<std::string>{tl::unexpected<Error>(url.error())};
  if (!place) {
    co_return replied(failure_of(std::move(reply), "endpoint not followed: " + place.error().message));
  }
  auto request = read_request(spelt, details);
  if (!request) {
    co_return in_trouble(request.error());
  }
  while (url->target.ends_with('/')) {
    url->target.pop_back();
  }
  auto whole = make_http_url(url->scheme, url->host, url->port, url->target + spelt.at("path").get<std::string>());
  if (!whole) {
    co_return in_trouble(whole.error());
  }
  request->url = std::move(*whole);
  request->headers.emplace_back("X-Auth-Token", grant.token);
  request->max_body = std::min(details.value("max_body", request->max_body), most_body);
  reply["endpoint"] = *base;
  auto once = co_await http_once(talk, *place, std::move(*request));
  if (!once.response) {
    co_return without_response(std::move(once), std::move(reply), type);
  }
  auto& response = *once.response;
  reply["answer"] = {{"status", response.status},
                     {"headers", std::move(response.headers)},
                     {"size", response.body.size()},
                     {"sha256", text::sha256_hex(response.body)},
                     {"body", valid_utf8(response.body)}};
  co_return replied(std::move(reply));
}

Result<HttpRequest> login_request(const Exchange& exchange) {
  const auto& details = exchange.details;
  const auto& spelt = details.at("login");
  LABCHECK_TRY_ASSIGN(auto request, read_request(spelt, details));
  const auto host = details.value("name", exchange.host);
  LABCHECK_TRY_ASSIGN(request.url, make_http_url(details.value("scheme", std::string{"http"}), host, exchange.port,
                                                 spelt.at("target").get<std::string>()));
  request.max_body = longest_grant;
  return request;
}

}  // namespace

/// Logs in at Keystone or TempAuth; then, when there is something to ask, asks the service that the answer leads to.
/// The token stays here: it is in no reply.
boost::asio::awaitable<Answer> speak_openstack(const Conversation& talk) {
  const auto& details = talk.exchange.details;
  if (details.contains("unusable")) {
    co_return replied({{"connected", false}, {"unusable", details.at("unusable")}});
  }
  if (!talk.allowed || !talk.allowed(talk.exchange.host)) {
    co_return replied({{"connected", false},
                       {"unusable", fmt::format("{} is none of this lab's hosts", one_line(talk.exchange.host))}});
  }
  auto request = login_request(talk.exchange);
  if (!request) {
    co_return in_trouble(request.error());
  }
  auto once = co_await http_once(talk, talk.exchange.host, std::move(*request));
  if (!once.response) {
    co_return without_response(std::move(once), Value::object(), "identity");
  }
  Value reply{{"connected", true}, {"login", {{"status", once.response->status}}}};
  const auto status = once.response->status;
  if (status < 200 || status > 299) {
    reply["login"]["message"] = refusal_words(once.response->body);
    co_return replied(std::move(reply));
  }
  const bool keystone = details.at("kind") == "keystone";
  const auto grant = keystone ? read_keystone_grant(*once.response) : read_tempauth_grant(*once.response);
  if (!grant) {
    co_return replied(failure_of(std::move(reply), grant.error().message));
  }
  reply["grant"] = grant->facts;
  reply["catalog"] = grant->catalog;
  if (!details.contains("ask")) {
    co_return replied(std::move(reply));
  }
  co_return co_await ask_service(talk, *grant, std::move(reply));
}

}  // namespace labcheck::observe
