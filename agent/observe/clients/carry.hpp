#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "observe/clients/conversation.hpp"
#include "observe/clients/pool.hpp"
#include "observe/relay.hpp"

namespace labcheck::observe {

inline constexpr Duration goodbye_patience{200};

/// What came of a client library's work through a relay.
template <class T>
struct Carried {
  bool opened{false};            ///< the service took the connection
  std::optional<T> result{};     ///< the library's own result, unless it never returned
  std::optional<Error> error{};  ///< why it was not opened, or what broke the stream
  bool truncated{false};         ///< the service sent more than was to be taken
};

/// Opens a stream and runs `work` in the pool with the port of a relay to it. `work` must own all that it touches.
template <class T>
boost::asio::awaitable<Carried<T>> carry(const Conversation& talk, std::string host, std::uint16_t port,
                                         std::size_t max_bytes, std::function<T(std::uint16_t relay_port)> work) {
  Carried<T> carried;
  auto stream = co_await talk.opener(std::move(host), port, talk.deadline);
  if (!stream) {
    carried.error = stream.error();
    co_return carried;
  }
  carried.opened = true;
  const auto executor = co_await boost::asio::this_coro::executor;
  auto relay = Relay::start(executor, std::move(*stream), talk.deadline, max_bytes);
  if (!relay) {
    carried.error = relay.error();
    co_return carried;
  }
  std::function<void()> give_up = [kept = *relay] { kept->close(); };
  std::function<T()> job = [work = std::move(work), relay_port = (*relay)->port()] { return work(relay_port); };
  auto result = co_await run_blocking<T>(std::move(job), talk.deadline, std::move(give_up));
  if (result) {
    co_await (*relay)->drain(goodbye_patience);
  }
  (*relay)->close();
  co_await (*relay)->ended();
  carried.truncated = (*relay)->truncated();
  carried.error = (*relay)->error();
  if (result) {
    carried.result = std::move(*result);
  } else if (!carried.error) {
    carried.error = result.error();
  }
  co_return carried;
}

/// Of a library that failed: the answer when the reason is ours, or nothing when the service itself spoke wrongly.
template <class T>
std::optional<Answer> trouble_of(const Carried<T>& carried, const Conversation& talk) {
  const auto where = fmt::format("{}:{}", talk.exchange.host, talk.exchange.port);
  if (carried.truncated) {
    return ended(Ending::truncated, fmt::format("{} sent more than is taken", where));
  }
  if (carried.error && carried.error->kind != ErrorKind::refused && carried.error->kind != ErrorKind::timed_out) {
    return in_trouble(*carried.error);
  }
  if (!carried.result || (carried.error && carried.error->kind == ErrorKind::timed_out) ||
      left_until(talk.deadline) == Duration{0}) {
    return ended(Ending::timed_out, fmt::format("no whole answer from {} in time", where));
  }
  return std::nullopt;
}

}  // namespace labcheck::observe
