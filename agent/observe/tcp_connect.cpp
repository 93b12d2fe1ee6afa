#include <algorithm>
#include <vector>

#include <fcntl.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <fmt/format.h>

#include "observe/straight.hpp"
#include "observe/waiting.hpp"

namespace labcheck::observe {
namespace {

using boost::asio::awaitable;
using boost::asio::ip::tcp;
using Socket = boost::asio::generic::stream_protocol::socket;

constexpr Duration head_start{250};  ///< of an address before the next one is tried beside it (RFC 8305)
constexpr std::size_t most_addresses = 8;

awaitable<Result<std::vector<tcp::endpoint>>> resolve(std::string host, std::uint16_t port, Deadline deadline) {
  boost::system::error_code no_address;
  const auto address = boost::asio::ip::make_address(host, no_address);
  if (!no_address) {
    co_return std::vector<tcp::endpoint>{{address, port}};
  }
  const auto executor = co_await boost::asio::this_coro::executor;
  auto pending = std::make_shared<Pending>(executor);
  auto resolver = std::make_shared<tcp::resolver>(executor);
  auto found = std::make_shared<std::vector<tcp::endpoint>>();
  resolver->async_resolve(host, std::to_string(port), tcp::resolver::numeric_service,
                          [pending, resolver, found](boost::system::error_code error, const auto& results) {
                            for (const auto& result : results) {
                              found->push_back(result.endpoint());
                            }
                            pending->finish(error);
                          });
  const bool in_time = co_await finished(pending, deadline);
  if (!in_time) {
    co_return failed(ErrorKind::unreachable, fmt::format("resolving the name {} took too long", host));
  }
  if (pending->error || found->empty()) {
    co_return failed(ErrorKind::unreachable,
                     fmt::format("the name {} can't be resolved: {}", host, pending->error.message()));
  }
  co_return *found;
}

/// IPv6 and IPv4 in turn, IPv6 first: whichever of them is dead costs a head start, not the whole time.
std::vector<tcp::endpoint> in_turn(const std::vector<tcp::endpoint>& endpoints) {
  std::vector<tcp::endpoint> six;
  std::vector<tcp::endpoint> four;
  for (const auto& endpoint : endpoints) {
    auto& own = endpoint.address().is_v6() ? six : four;
    if (std::find(own.begin(), own.end(), endpoint) == own.end()) {
      own.push_back(endpoint);
    }
  }
  std::vector<tcp::endpoint> order;
  for (std::size_t at = 0; at < std::max(six.size(), four.size()) && order.size() < most_addresses; ++at) {
    if (at < six.size()) {
      order.push_back(six[at]);
    }
    if (at < four.size()) {
      order.push_back(four[at]);
    }
  }
  return order;
}

/// Connections that are being tried beside one another; the first that stands wins.
struct Race {
  std::vector<std::shared_ptr<tcp::socket>> sockets{};
  std::optional<Socket> won{};
  std::vector<Error> errors{};
  std::size_t running{0};
  Signal news{};
};

awaitable<Result<void>> connect_one(std::shared_ptr<tcp::socket> socket, tcp::endpoint endpoint, Deadline deadline) {
  auto pending = std::make_shared<Pending>(socket->get_executor());
  boost::system::error_code error;
  socket->open(endpoint.protocol(), error);
  if (error) {
    co_return failed(ErrorKind::resource, "no socket: " + error.message());
  }
  ::fcntl(socket->native_handle(), F_SETFD, FD_CLOEXEC);
  socket->async_connect(endpoint, [pending, socket](boost::system::error_code result) { pending->finish(result); });
  const bool in_time = co_await finished(pending, deadline);
  const auto place = place_of(endpoint.address().to_string(), endpoint.port());
  if (!in_time) {
    socket->close(error);
    co_return failed(ErrorKind::timed_out, fmt::format("connecting to {} took too long", place));
  }
  if (pending->error) {
    const bool refused = pending->error == boost::asio::error::connection_refused ||
                         pending->error == boost::asio::error::connection_reset;
    co_return failed(refused ? ErrorKind::refused : ErrorKind::unreachable,
                     refused ? fmt::format("{} refused the connection", place)
                             : fmt::format("{} can't be reached: {}", place, pending->error.message()));
  }
  co_return Result<void>{};
}

awaitable<void> run(std::shared_ptr<Race> race, std::shared_ptr<tcp::socket> socket, tcp::endpoint endpoint,
                    Deadline deadline) {
  const auto connected = co_await connect_one(socket, endpoint, deadline);
  --race->running;
  if (!connected) {
    race->errors.push_back(connected.error());
  } else if (!race->won) {
    race->won = Socket{std::move(*socket)};
  }
  race->news.notify();
}

/// Of several addresses' troubles the one that says least for the host counts: a refusal stands only where no address
/// may still have answered.
Error trouble_of(const Race& race) {
  const auto weight = [](ErrorKind kind) {
    return kind == ErrorKind::timed_out ? 2 : kind == ErrorKind::refused ? 1 : 0;
  };
  Error worst = race.errors.front();
  std::string all;
  for (const auto& error : race.errors) {
    all += (all.empty() ? "" : "; ") + error.message;
    worst = weight(error.kind) > weight(worst.kind) ? error : worst;
  }
  return {worst.kind, std::move(all)};
}

}  // namespace

std::string place_of(std::string_view host, std::uint16_t port) {
  return host.find(':') == std::string_view::npos ? fmt::format("{}:{}", host, port)
                                                  : fmt::format("[{}]:{}", host, port);
}

awaitable<Result<Socket>> connect_tcp(std::string host, std::uint16_t port, Deadline deadline) {
  const auto whole = left_until(deadline);
  const auto found = co_await resolve(host, port, deadline);
  if (!found) {
    co_return tl::unexpected<Error>(found.error());
  }
  const auto left = left_until(deadline);
  auto connected = co_await connect_any(*found, deadline);
  if (!connected && connected.error().kind == ErrorKind::timed_out && left < whole / 2) {
    co_return failed(ErrorKind::unreachable,
                     fmt::format("{}, and most of the time went on resolving {}", connected.error().message, host));
  }
  co_return connected;
}

awaitable<Result<Socket>> connect_any(std::vector<tcp::endpoint> addresses, Deadline deadline) {
  const auto executor = co_await boost::asio::this_coro::executor;
  const auto endpoints = in_turn(addresses);
  const auto race = std::make_shared<Race>();
  for (std::size_t next = 0; !race->won && (next < endpoints.size() || race->running > 0);) {
    if (next < endpoints.size()) {
      const auto socket = std::make_shared<tcp::socket>(executor);
      race->sockets.push_back(socket);
      ++race->running;
      boost::asio::co_spawn(executor, run(race, socket, endpoints[next++], deadline), boost::asio::detached);
    }
    const auto failures = race->errors.size();
    const auto patience = next < endpoints.size() ? std::min(deadline, deadline_in(head_start)) : Deadline::max();
    while (!race->won && race->errors.size() == failures && std::chrono::steady_clock::now() < patience) {
      co_await race->news.wait(patience);
    }
  }
  for (const auto& socket : race->sockets) {
    boost::system::error_code ignored;
    socket->close(ignored);
  }
  if (race->won) {
    co_return std::move(*race->won);
  }
  co_return tl::unexpected<Error>(trouble_of(*race));
}

}  // namespace labcheck::observe
