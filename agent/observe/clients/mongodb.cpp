#include <fmt/format.h>

#include "observe/clients/carry.hpp"
#include "observe/clients/conversation.hpp"
#include "observe/clients/mongodb_perform.hpp"

namespace labcheck::observe {

namespace {

constexpr std::size_t most_on_the_wire = 4 * 1024 * 1024;

/// Throws for values of a wrong type.
MongoRequest read_request(const Exchange& exchange) {
  const auto& details = exchange.details;
  MongoRequest request{.host = exchange.host,
                       .user = details.value("user", std::string{}),
                       .password = details.value("password", std::string{}),
                       .source = details.value("source", std::string{"admin"}),
                       .mechanism = details.value("mechanism", std::string{}),
                       .tls = details.value("tls", false),
                       .verify = details.value("verify", true),
                       .commands = {}};
  for (const auto& command : details.at("commands")) {
    request.commands.push_back({.name = command.at("name").get<std::string>(),
                                .value = command.at("value"),
                                .arguments = command.at("arguments"),
                                .database = command.at("database").get<std::string>()});
  }
  return request;
}

Answer answer_of(const Conversation& talk, Carried<MongoOutcome> carried) {
  if (!carried.opened) {
    return in_trouble(*carried.error);
  }
  auto reply = carried.result ? std::move(carried.result->reply) : Value::object();
  reply["connected"] = true;
  if (carried.result && carried.result->ending == MongoEnding::answered) {
    return replied(std::move(reply));
  }
  if (auto trouble = trouble_of(carried, talk)) {
    return std::move(*trouble);
  }
  const auto& outcome = *carried.result;
  if (outcome.ending == MongoEnding::spoke_wrongly) {
    reply["failure"] = outcome.failure;
    return replied(std::move(reply));
  }
  return ended(outcome.ending == MongoEnding::truncated ? Ending::truncated : Ending::failed, outcome.failure);
}

}  // namespace

/// The server that is named is asked, no other: members of its set that it tells of are facts and never called.
boost::asio::awaitable<Answer> speak_mongodb(const Conversation& talk) {
  std::function<MongoOutcome(std::uint16_t)> work = [request = read_request(talk.exchange)](std::uint16_t relay_port) {
    return perform_mongodb(request, relay_port);
  };
  auto carried =
      co_await carry<MongoOutcome>(talk, talk.exchange.host, talk.exchange.port, most_on_the_wire, std::move(work));
  co_return answer_of(talk, std::move(carried));
}

}  // namespace labcheck::observe
