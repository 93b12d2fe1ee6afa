#include "talk.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "observe/clients/client.hpp"

namespace labcheck::test {

namespace asio = boost::asio;
using namespace labcheck::observe;

Talked talk(Exchange exchange, Duration timeout) {
  Talked talked;
  const auto started = std::chrono::steady_clock::now();
  asio::io_context io;
  const Opener opener = [&talked](std::string host, std::uint16_t port, Deadline deadline) {
    talked.opened.push_back(host + ':' + std::to_string(port));
    return open_straight(host.ends_with(".lab") ? "127.0.0.1" : host, port, deadline);
  };
  const AllowedHost allowed = [](std::string_view host) { return host == "web.lab" || host == "127.0.0.1"; };
  auto keep = [&]() -> asio::awaitable<void> {
    talked.answer = co_await converse(exchange, opener, deadline_in(timeout), allowed);
  };
  std::exception_ptr thrown;
  asio::co_spawn(io, keep(), [&thrown](std::exception_ptr problem) { thrown = problem; });
  io.run();
  if (thrown) {
    std::rethrow_exception(thrown);
  }
  talked.elapsed = std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - started);
  return talked;
}

Exchange http(std::uint16_t port, Value details) {
  return {.protocol = "http", .host = "127.0.0.1", .port = port, .details = std::move(details)};
}

Exchange tcp(std::uint16_t port, Value details) {
  return {.protocol = "tcp", .host = "127.0.0.1", .port = port, .details = std::move(details)};
}

}  // namespace labcheck::test
