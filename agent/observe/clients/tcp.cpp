#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "observe/clients/conversation.hpp"

namespace labcheck::observe {

namespace {

constexpr std::size_t most_received = 1024 * 1024;
/// A service that has spoken and then says nothing for so long has said what it had to say.
constexpr Duration quiet{1'000};

struct Wanted {
  std::size_t size{0};
  std::string until{};
};

struct Heard {
  std::string bytes{};
  std::optional<Error> error{};
  Deadline last{};

  bool all_of(const Wanted& wanted) const {
    return bytes.size() >= wanted.size || (!wanted.until.empty() && bytes.find(wanted.until) != std::string::npos);
  }
};

/// Reads until all that is wanted has come, the service ends, or falls silent after it has spoken: with an awaited
/// text at the deadline only, since its author knows what must still come.
boost::asio::awaitable<Heard> listen_to(Stream& stream, const Wanted& wanted, Deadline deadline) {
  Heard heard;
  std::array<char, 4096> buffer{};
  while (!heard.all_of(wanted)) {
    const bool patient = heard.bytes.empty() || !wanted.until.empty();
    const auto until = patient ? deadline : std::min(deadline, heard.last + quiet);
    auto size = co_await stream.read(buffer.data(), std::min(buffer.size(), wanted.size - heard.bytes.size()), until);
    if (!size) {
      heard.error = size.error();
      break;
    }
    if (*size == 0) {
      break;
    }
    heard.bytes.append(buffer.data(), *size);
    heard.last = std::chrono::steady_clock::now();
  }
  // What else came in the same piece is chance.
  const auto at = wanted.until.empty() ? std::string::npos : heard.bytes.find(wanted.until);
  if (at != std::string::npos) {
    heard.bytes.resize(at + wanted.until.size());
  }
  const bool fell_silent = heard.error && heard.error->kind == ErrorKind::timed_out && !heard.bytes.empty() &&
                           std::chrono::steady_clock::now() >= heard.last + quiet;
  if (fell_silent) {
    heard.error.reset();
  }
  co_return heard;
}

Answer answer_of(const Heard& heard, const Exchange& exchange) {
  if (heard.error && heard.error->kind == ErrorKind::timed_out) {
    return ended(Ending::timed_out, fmt::format("connected to {}:{}, but {} came in time", exchange.host, exchange.port,
                                                heard.bytes.empty() ? "nothing" : "not everything"));
  }
  if (heard.error && heard.error->kind != ErrorKind::refused) {
    return in_trouble(*heard.error);
  }
  Value reply{{"connected", true}, {"received", valid_utf8(heard.bytes)}};
  if (heard.error) {
    reply["failure"] = "the service reset the connection";
  }
  return replied(std::move(reply));
}

boost::asio::awaitable<Heard> exchange_bytes(Stream& stream, const std::string& send, const Wanted& wanted,
                                             Deadline deadline) {
  std::optional<Error> unsent;
  if (!send.empty()) {
    if (auto sent = co_await stream.write(send, deadline); !sent) {
      unsent = sent.error();
    }
  }
  if (unsent && unsent->kind != ErrorKind::refused) {
    co_return Heard{.bytes = {}, .error = unsent, .last = {}};
  }
  auto heard = co_await listen_to(stream, wanted, deadline);
  if (unsent && !heard.error) {
    heard.error = unsent;
  }
  co_return heard;
}

}  // namespace

boost::asio::awaitable<Answer> speak_tcp(const Conversation& talk) {
  const auto& details = talk.exchange.details;
  const auto send = details.value("send", std::string{});
  const Wanted wanted{.size = std::min(details.value("receive", std::size_t{0}), most_received),
                      .until = details.value("until", std::string{})};
  auto opened = co_await talk.opener(talk.exchange.host, talk.exchange.port, talk.deadline);
  if (!opened && opened.error().kind == ErrorKind::timed_out && details.value("silence", false)) {
    co_return replied({{"connected", false}, {"silent", true}, {"reason", one_line(opened.error().message)}});
  }
  if (!opened) {
    co_return in_trouble(opened.error());
  }
  auto& stream = **opened;
  const auto heard = co_await exchange_bytes(stream, send, wanted, talk.deadline);
  stream.close();
  co_return answer_of(heard, talk.exchange);
}

}  // namespace labcheck::observe
