#include "talk.hpp"

#include <stdexcept>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "observe/clients/client.hpp"

namespace labcheck::test {

namespace asio = boost::asio;
using namespace labcheck::observe;

namespace {

asio::awaitable<void> talk_into(Talked& talked, Exchange exchange, Duration timeout) {
  const auto started = std::chrono::steady_clock::now();
  const Opener opener = [&talked](std::string host, std::uint16_t port, Deadline deadline) {
    talked.opened.push_back(host + ':' + std::to_string(port));
    return open_straight(host.ends_with(".lab") ? "127.0.0.1" : host, port, deadline);
  };
  const AllowedHost allowed = [](std::string_view host) { return host == "web.lab" || host == "127.0.0.1"; };
  talked.answer = co_await converse(std::move(exchange), opener, deadline_in(timeout), allowed);
  talked.elapsed = std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - started);
}

}  // namespace

std::vector<Talked> talk_at_once(const std::vector<std::pair<Exchange, Duration>>& exchanges) {
  std::vector<Talked> talked(exchanges.size());
  asio::io_context io;
  bool thrown = false;
  for (std::size_t at = 0; at < exchanges.size(); ++at) {
    asio::co_spawn(io, talk_into(talked[at], exchanges[at].first, exchanges[at].second),
                   [&thrown](const std::exception_ptr& problem) { thrown = thrown || problem; });
  }
  io.run();
  if (thrown) {
    throw std::logic_error("converse() threw");
  }
  return talked;
}

Talked talk(Exchange exchange, Duration timeout) {
  return talk_at_once({{std::move(exchange), timeout}}).front();
}

Exchange http(std::uint16_t port, Value details) {
  return {.protocol = "http", .host = "127.0.0.1", .port = port, .details = std::move(details)};
}

Exchange tcp(std::uint16_t port, Value details) {
  return {.protocol = "tcp", .host = "127.0.0.1", .port = port, .details = std::move(details)};
}

}  // namespace labcheck::test
