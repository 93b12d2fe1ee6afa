#include "observe/clients/ftp_road.hpp"

#include <algorithm>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <fmt/format.h>

namespace labcheck::observe {

namespace asio = boost::asio;

namespace {

constexpr std::size_t most_connections = 8;  // a passive port asked for twice, and again after EPSV failed

}  // namespace

FtpRoad::FtpRoad(const asio::any_io_executor& executor, Opener opener, std::string host, Deadline deadline,
                 std::size_t max_bytes)
    : executor_{executor},
      opener_{std::move(opener)},
      host_{std::move(host)},
      deadline_{deadline},
      max_bytes_{max_bytes},
      idle_{executor} {}

std::future<Result<std::uint16_t>> FtpRoad::begin(std::uint16_t port) {
  auto promise = std::make_shared<std::promise<Result<std::uint16_t>>>();
  auto future = promise->get_future();
  auto work = [](std::shared_ptr<FtpRoad> kept, std::uint16_t wanted,
                 std::shared_ptr<std::promise<Result<std::uint16_t>>> told) -> asio::awaitable<void> {
    ++kept->opening_;
    auto opened = co_await kept->open(wanted);
    if (--kept->opening_ == 0 && kept->closed_) {
      kept->idle_.set();
    }
    told->set_value(std::move(opened));
  };
  asio::co_spawn(executor_, work(shared_from_this(), port, std::move(promise)), asio::detached);
  return future;
}

asio::awaitable<Result<std::uint16_t>> FtpRoad::open(std::uint16_t port) {
  if (closed_ || relays_.size() >= most_connections) {
    co_return failed(ErrorKind::interrupted, "no data connection any more");
  }
  auto host = host_;
  auto stream = co_await opener_(std::move(host), port, deadline_);
  if (!stream) {
    unopened_ = Error{stream.error().kind, fmt::format("data port {}: {}", port, stream.error().message)};
    co_return tl::unexpected<Error>(stream.error());
  }
  if (closed_) {
    (*stream)->close();
    co_return failed(ErrorKind::interrupted, "no data connection any more");
  }
  auto relay = Relay::start(executor_, std::move(*stream), deadline_, max_bytes_);
  if (!relay) {
    unopened_ = relay.error();
    co_return tl::unexpected<Error>(relay.error());
  }
  relays_.push_back(*relay);
  co_return (*relay)->port();
}

asio::awaitable<void> FtpRoad::close() {
  closed_ = true;
  for (const auto& relay : relays_) {
    relay->close();
  }
  if (opening_ > 0) {
    co_await idle_.wait();
  }
  for (const auto& relay : relays_) {
    co_await relay->ended();
  }
}

std::optional<Error> FtpRoad::trouble() const {
  auto trouble = unopened_;
  for (const auto& relay : relays_) {
    if (!trouble && relay->error()) {
      trouble = relay->error();
    }
  }
  return trouble;
}

bool FtpRoad::truncated() const {
  return std::any_of(relays_.begin(), relays_.end(), [](const auto& relay) { return relay->truncated(); });
}

void FtpGate::shut() {
  const std::lock_guard lock{mutex_};
  road_ = nullptr;
}

Result<std::uint16_t> FtpGate::open(std::uint16_t port) {
  std::future<Result<std::uint16_t>> opened;
  {
    const std::lock_guard lock{mutex_};
    if (road_ == nullptr) {
      return failed(ErrorKind::interrupted, "the conversation is over");
    }
    opened = road_->begin(port);
  }
  if (opened.wait_until(deadline_ + Duration{500}) != std::future_status::ready) {
    return failed(ErrorKind::timed_out, "no data connection in time");
  }
  return opened.get();
}

}  // namespace labcheck::observe
