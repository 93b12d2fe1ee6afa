#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "observe/clients/carry.hpp"
#include "observe/clients/http_details.hpp"
#include "observe/clients/http_head.hpp"
#include "observe/clients/http_perform.hpp"
#include "observe/gather.hpp"

namespace labcheck::observe {

namespace {

constexpr std::size_t most_bodies = 8 * 1024 * 1024;  // of all responses of an exchange together

/// One of the `times` requests with the redirects behind it: a response for the reply, or what ends the whole answer.
struct Asked {
  Value response = nullptr;
  std::optional<Answer> trouble{};
};

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
Asked without_response(const Conversation& talk, const HttpRequest& request, const Carried<HttpResponse>& carried) {
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

boost::asio::awaitable<Asked> ask(const Conversation& talk, HttpRequest request, int follow) {
  for (int left = follow;; --left) {
    auto carried = co_await perform(talk, request);
    if (!carried.opened || !carried.result || carried.result->ending != HttpEnding::answered) {
      co_return without_response(talk, request, carried);
    }
    auto& response = *carried.result;
    if (follow == 0 || !is_redirect(response)) {
      co_return Asked{.response = response_value(request, std::move(response)), .trouble = {}};
    }
    auto next = redirected(request.url, response.location);
    if (auto reason = not_followed(next, left, talk.allowed); !reason.empty()) {
      auto value = response_value(request, std::move(response));
      value["failure"] = std::move(reason);
      co_return Asked{.response = std::move(value), .trouble = {}};
    }
    request = following(std::move(request), response.status, std::move(*next));
  }
}

Value reply_of(Value responses) {
  const bool connected = std::any_of(responses.begin(), responses.end(),
                                     [](const Value& response) { return response.at("connected").get<bool>(); });
  Value reply{{"connected", connected}};
  if (!connected) {
    reply["reason"] = responses.front().at("reason");
  }
  reply["responses"] = std::move(responses);
  return reply;
}

/// The requests of an exchange, and what has come of them.
struct Load {
  HttpDetails details{};
  int next{0};
  std::size_t room{most_bodies};
  Value responses = Value::array();  ///< in the order of the requests
  std::optional<Answer> trouble{};   ///< the first; nothing more is asked then
};

/// Asks one after the other for as long as there is something to ask; several do so side by side.
boost::asio::awaitable<void> work_off(const Conversation& talk, Load& load) {
  while (!load.trouble && load.next < load.details.times) {
    const int turn = load.next++;
    const auto started = std::chrono::steady_clock::now();
    auto request = load.details.request;
    request.max_body = std::min(request.max_body, load.room);
    auto asked = co_await ask(talk, std::move(request), load.details.follow);
    if (asked.trouble) {
      if (load.details.times > 1) {
        asked.trouble->message += fmt::format(" (request {} of {})", turn + 1, load.details.times);
      }
      load.trouble = load.trouble ? std::move(load.trouble) : std::move(asked.trouble);
      co_return;
    }
    const auto elapsed = std::chrono::steady_clock::now() - started;
    asked.response["elapsed_ms"] = std::chrono::duration_cast<Duration>(elapsed).count();
    load.room -= std::min(load.room, asked.response.value("body", std::string{}).size());
    load.responses[static_cast<std::size_t>(turn)] = std::move(asked.response);
  }
}

}  // namespace

boost::asio::awaitable<Answer> speak_http(const Conversation& talk) {
  auto details = read_http_details(talk.exchange);
  if (!details) {
    co_return in_trouble(details.error());
  }
  Load load{.details = std::move(*details)};
  if (load.details.concurrency == 1) {
    co_await work_off(talk, load);
  } else {
    std::vector<boost::asio::awaitable<void>> workers;
    for (int worker = 0; worker < load.details.concurrency; ++worker) {
      workers.push_back(work_off(talk, load));
    }
    co_await gather(std::move(workers));
  }
  if (load.trouble) {
    co_return std::move(*load.trouble);
  }
  co_return replied(reply_of(std::move(load.responses)));
}

}  // namespace labcheck::observe
