#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "observe/clients/carry.hpp"
#include "observe/clients/conversation.hpp"
#include "observe/clients/outcome.hpp"
#include "observe/clients/redis_perform.hpp"

namespace labcheck::observe {

namespace {

constexpr std::size_t most_on_the_wire = 4 * 1024 * 1024;
constexpr int most_moves = 16;

/// Throws for values of a wrong type.
RedisRequest read_request(const Exchange& exchange) {
  const auto& details = exchange.details;
  return {.host = exchange.host,
          .user = details.value("user", std::string{}),
          .password = details.value("password", std::string{}),
          .database = details.value("database", std::int64_t{0}),
          .tls = details.value("tls", false),
          .verify = details.value("verify", true),
          .commands = details.at("commands").get<std::vector<std::vector<std::string>>>()};
}

struct Node {
  std::string host{};
  std::uint16_t port{0};
};

/// Where a cluster sends on to: "MOVED 3999 192.168.10.31:6379", an empty host meaning the one that said so.
std::optional<Node> moved_to(const Value& reply, const Node& from) {
  if (!reply.contains("refused") || reply.at("refused").at("code") != "MOVED") {
    return std::nullopt;
  }
  const auto words = reply.at("refused").at("message").get<std::string>();
  const auto place = words.substr(std::min(words.size(), words.find(' ') + 1));
  const auto colon = place.rfind(':');
  if (words.find(' ') == std::string::npos || colon == std::string::npos) {
    return std::nullopt;
  }
  Node node{.host = colon == 0 ? from.host : place.substr(0, colon), .port = 0};
  const auto* end = place.data() + place.size();
  const auto [read, problem] = std::from_chars(place.data() + colon + 1, end, node.port);
  return problem == std::errc{} && read == end && node.port != 0 ? std::optional{node} : std::nullopt;
}

boost::asio::awaitable<Answer> speak_at(const Conversation& talk, const RedisRequest& request, const Node& node) {
  std::function<TalkOutcome(std::uint16_t)> work = [request](std::uint16_t relay_port) {
    return perform_redis(request, relay_port);
  };
  auto carried = co_await carry<TalkOutcome>(talk, node.host, node.port, most_on_the_wire, std::move(work));
  co_return answer_of(talk, std::move(carried));
}

}  // namespace

boost::asio::awaitable<Answer> speak_redis(const Conversation& talk) {
  auto request = read_request(talk.exchange);
  const bool follows = talk.exchange.details.value("follow", false);
  Node node{.host = talk.exchange.host, .port = talk.exchange.port};
  Value before = Value::array();  // replies of the nodes that sent on
  for (int moves = 0;; ++moves) {
    auto answer = co_await speak_at(talk, request, node);
    if (answer.ending != Ending::completed || !answer.reply.at("connected").get<bool>()) {
      co_return answer;
    }
    auto& reply = answer.reply;
    reply["node"] = fmt::format("{}:{}", node.host, node.port);
    auto replies = std::exchange(reply["replies"], Value::array());
    const auto done = replies.is_array() ? replies.size() : 0;
    for (std::size_t at = 0; at < done; ++at) {
      before.push_back(std::move(replies[at]));
    }
    reply["replies"] = before;
    const auto next = follows ? moved_to(reply, node) : std::nullopt;
    if (!next) {
      co_return answer;
    }
    if (moves == most_moves || !talk.allowed || !talk.allowed(next->host)) {
      reply["failure"] = moves == most_moves
                             ? std::string{"still moved on after the last move that is followed"}
                             : fmt::format("not followed: {} is none of this lab's hosts", one_line(next->host));
      co_return answer;
    }
    request.commands.erase(request.commands.begin(), request.commands.begin() + static_cast<std::ptrdiff_t>(done));
    request.host = next->host;
    request.database = 0;
    node = *next;
  }
}

}  // namespace labcheck::observe
