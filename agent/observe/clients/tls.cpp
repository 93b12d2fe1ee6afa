#include <fmt/format.h>

#include "observe/clients/carry.hpp"
#include "observe/clients/conversation.hpp"
#include "observe/clients/tls_perform.hpp"

namespace labcheck::observe {

namespace {

constexpr std::size_t most_on_the_wire = 512 * 1024;

/// Throws for values of a wrong type.
TlsRequest read_request(const Exchange& exchange) {
  const auto& details = exchange.details;
  TlsRequest request;
  request.name = details.value("name", exchange.host);
  request.ca = details.value("ca", std::vector<std::string>{});
  request.starttls = details.value("starttls", std::string{});
  request.lowest = details.value("lowest", std::string{});
  request.highest = details.value("highest", std::string{});
  request.ciphers = details.value("ciphers", std::string{});
  request.alpn = details.value("alpn", std::vector<std::string>{});
  return request;
}

Answer answer_of(const Conversation& talk, Carried<TlsOutcome> carried) {
  if (!carried.opened) {
    return in_trouble(*carried.error);
  }
  const bool answered = carried.result && carried.result->ending == TlsEnding::answered && !carried.truncated;
  if (!answered) {
    if (auto trouble = trouble_of(carried, talk)) {
      return std::move(*trouble);
    }
  }
  auto& outcome = *carried.result;
  if (outcome.ending == TlsEnding::failed) {
    return ended(Ending::failed, outcome.failure);
  }
  outcome.reply["connected"] = true;
  if (outcome.ending == TlsEnding::spoke_wrongly) {
    outcome.reply["accepted"] = false;
    outcome.reply["failure"] = outcome.failure;
  }
  return replied(std::move(outcome.reply));
}

}  // namespace

boost::asio::awaitable<Answer> speak_tls(const Conversation& talk) {
  std::function<TlsOutcome(std::uint16_t)> work = [request = read_request(talk.exchange)](std::uint16_t relay_port) {
    return perform_tls(request, relay_port);
  };
  auto carried =
      co_await carry<TlsOutcome>(talk, talk.exchange.host, talk.exchange.port, most_on_the_wire, std::move(work));
  co_return answer_of(talk, std::move(carried));
}

}  // namespace labcheck::observe
