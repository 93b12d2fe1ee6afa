#include <algorithm>

#include <fmt/format.h>

#include "observe/clients/carry.hpp"
#include "observe/clients/conversation.hpp"
#include "observe/clients/memcached_perform.hpp"
#include "observe/clients/outcome.hpp"

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

}  // namespace

boost::asio::awaitable<Answer> speak_memcached(const Conversation& talk) {
  auto request = read_request(talk.exchange);
  if (!request) {
    co_return in_trouble(request.error());
  }
  std::function<TalkOutcome(std::uint16_t)> work = [wanted = *request](std::uint16_t relay_port) {
    return perform_memcached(wanted, relay_port);
  };
  auto carried =
      co_await carry<TalkOutcome>(talk, talk.exchange.host, talk.exchange.port, most_on_the_wire, std::move(work));
  co_return answer_of(talk, std::move(carried));
}

}  // namespace labcheck::observe
