#include <algorithm>

#include <fmt/format.h>

#include "observe/clients/carry.hpp"
#include "observe/clients/conversation.hpp"
#include "observe/clients/memcached_perform.hpp"

namespace labcheck::observe {

namespace {

constexpr std::size_t most_on_the_wire = 2 * 1024 * 1024;

bool is_word(const std::string& text) {
  return std::none_of(text.begin(), text.end(), [](char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return byte <= 0x20 || byte == 0x7f;
  });
}

/// Throws for values of a wrong type.
Result<MemcachedRequest> read_request(const Exchange& exchange) {
  const auto& details = exchange.details;
  MemcachedRequest request{.action = details.at("action").get<std::string>(),
                           .key = details.value("key", std::string{}),
                           .value = details.value("value", std::string{}),
                           .which = details.value("which", std::string{}),
                           .lifetime = details.value("lifetime", std::int64_t{0}),
                           .user = details.value("user", std::string{}),
                           .password = details.value("password", std::string{})};
  // What could become a command of its own is never sent.
  if (!is_word(request.key) || !is_word(request.which)) {
    return failed(ErrorKind::invalid, "a key holds a blank or a control character");
  }
  return request;
}

Answer answer_of(const Conversation& talk, Carried<MemcachedOutcome> carried) {
  if (!carried.opened) {
    return in_trouble(*carried.error);
  }
  if (carried.result && carried.result->ending == MemcachedEnding::answered) {
    carried.result->reply["connected"] = true;
    return replied(std::move(carried.result->reply));
  }
  if (auto trouble = trouble_of(carried, talk)) {
    return std::move(*trouble);
  }
  const auto& outcome = *carried.result;
  if (outcome.ending == MemcachedEnding::spoke_wrongly) {
    return replied({{"connected", true}, {"failure", outcome.failure}});
  }
  return ended(outcome.ending == MemcachedEnding::truncated ? Ending::truncated : Ending::failed, outcome.failure);
}

}  // namespace

boost::asio::awaitable<Answer> speak_memcached(const Conversation& talk) {
  auto request = read_request(talk.exchange);
  if (!request) {
    co_return in_trouble(request.error());
  }
  std::function<MemcachedOutcome(std::uint16_t)> work = [wanted = *request](std::uint16_t relay_port) {
    return perform_memcached(wanted, relay_port);
  };
  auto carried =
      co_await carry<MemcachedOutcome>(talk, talk.exchange.host, talk.exchange.port, most_on_the_wire, std::move(work));
  co_return answer_of(talk, std::move(carried));
}

}  // namespace labcheck::observe
