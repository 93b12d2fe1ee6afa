#include <fmt/format.h>

#include "observe/clients/carry.hpp"
#include "observe/clients/conversation.hpp"
#include "observe/clients/mongodb_perform.hpp"
#include "observe/clients/outcome.hpp"

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

}  // namespace

/// The server that is named is asked, no other: members of its set that it tells of are facts and never called.
boost::asio::awaitable<Answer> speak_mongodb(const Conversation& talk) {
  std::function<TalkOutcome(std::uint16_t)> work = [request = read_request(talk.exchange)](std::uint16_t relay_port) {
    return perform_mongodb(request, relay_port);
  };
  auto carried =
      co_await carry<TalkOutcome>(talk, talk.exchange.host, talk.exchange.port, most_on_the_wire, std::move(work));
  co_return answer_of(talk, std::move(carried));
}

}  // namespace labcheck::observe
