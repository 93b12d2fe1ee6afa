#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "observe/clients/http_ask.hpp"
#include "observe/clients/http_details.hpp"
#include "observe/clients/http_session.hpp"
#include "observe/gather.hpp"

namespace labcheck::observe {

namespace {

constexpr std::size_t most_bodies = 8 * 1024 * 1024;  // of all responses of an exchange together

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
  Value responses = Value::array();    ///< in the order of the requests
  std::vector<std::string> cookies{};  ///< that are known at the end, in a session
  std::optional<Answer> trouble{};     ///< the first; nothing more is asked then
};

/// All of a load whose session broke: nothing was asked.
void give_up(Load& load, Value broken) {
  broken["elapsed_ms"] = 0;
  load.responses = Value::array_t(static_cast<std::size_t>(load.details.times), broken);
}

/// Asks one after the other for as long as there is something to ask; several do so side by side.
boost::asio::awaitable<void> work_off(const Conversation& talk, Load& load) {
  while (!load.trouble && load.next < load.details.times) {
    const int turn = load.next++;
    const auto started = std::chrono::steady_clock::now();
    auto request = load.details.request;
    request.max_body = std::min(request.max_body, load.room);
    auto asked = co_await ask_http(talk, std::move(request), load.details.follow);
    if (asked.trouble) {
      if (load.details.times > 1) {
        asked.trouble->message += fmt::format(" (request {} of {})", turn + 1, load.details.times);
      }
      load.trouble = load.trouble ? std::move(load.trouble) : std::move(asked.trouble);
      co_return;
    }
    load.cookies = std::move(asked.cookies);
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
  auto session = co_await begin_session(talk, *details);
  if (session.trouble) {
    co_return std::move(*session.trouble);
  }
  Load load{.details = std::move(*details), .cookies = std::move(session.cookies)};
  if (!session.broken.is_null()) {
    give_up(load, std::move(session.broken));
  } else if (load.details.concurrency == 1) {
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
  auto reply = reply_of(std::move(load.responses));
  if (!load.details.before.empty()) {
    reply["session"] = std::move(session.statuses);
    reply["cookies"] = names_of(load.cookies);
  }
  co_return replied(std::move(reply));
}

}  // namespace labcheck::observe
