#include "observe/relay.hpp"

#include <array>

#include <boost/asio/write.hpp>
#include <fmt/format.h>

#include "observe/relay_peer.hpp"

namespace labcheck::observe {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr int max_strangers = 64;
constexpr std::size_t buffer_size = 16 * 1024;

auto into(boost::system::error_code& problem) {
  return asio::redirect_error(asio::use_awaitable, problem);
}

}  // namespace

Relay::Relay(const asio::any_io_executor& executor, std::unique_ptr<Stream> stream, Deadline deadline,
             std::size_t max_bytes)
    : acceptor_{executor},
      socket_{executor},
      stream_{std::move(stream)},
      deadline_{deadline},
      room_left_{max_bytes},
      draining_{executor},
      ended_{executor} {}

Result<std::shared_ptr<Relay>> Relay::start(const asio::any_io_executor& executor, std::unique_ptr<Stream> stream,
                                            Deadline deadline, std::size_t max_bytes) {
  auto relay = std::make_shared<Relay>(executor, std::move(stream), deadline, max_bytes);
  if (auto listening = relay->listen(); !listening) {
    relay->stream_->close();
    return tl::unexpected<Error>(listening.error());
  }
  auto keep_and_run = [](std::shared_ptr<Relay> kept) -> asio::awaitable<void> { co_await kept->run(); };
  asio::co_spawn(executor, keep_and_run(relay), asio::detached);
  return relay;
}

Result<void> Relay::listen() {
  boost::system::error_code problem;
  acceptor_.open(tcp::v4(), problem);
  if (!problem) {
    acceptor_.bind({asio::ip::address_v4::loopback(), 0}, problem);
  }
  if (!problem) {
    acceptor_.listen(max_strangers, problem);
  }
  if (problem) {
    return failed(ErrorKind::resource, fmt::format("can't listen on 127.0.0.1: {}", problem.message()));
  }
  port_ = acceptor_.local_endpoint(problem).port();
  return {};
}

asio::awaitable<void> Relay::drain(Duration patience) {
  if (!drained_) {
    boost::system::error_code ignored;
    draining_.expires_after(patience);
    co_await draining_.async_wait(into(ignored));
  }
}

void Relay::drained() {
  drained_ = true;
  draining_.cancel();
}

void Relay::close() {
  boost::system::error_code ignored;
  acceptor_.close(ignored);
  reset_peer();
  stream_->close();
}

/// Closing with an empty linger time tells the library by a reset, as a service that resets would.
void Relay::reset_peer() {
  boost::system::error_code ignored;
  socket_.set_option(asio::socket_base::linger{true, 0}, ignored);
  socket_.close(ignored);
}

void Relay::broke(const Error& error) {
  if (error.kind != ErrorKind::interrupted && !error_) {
    error_ = error;
  }
}

asio::awaitable<void> Relay::run() {
  if (co_await accept()) {
    std::vector<asio::awaitable<void>> both;
    both.push_back(carry_up());
    both.push_back(carry_down());
    co_await gather(std::move(both));
  }
  close();
  drained();
  ended_.set();
}

/// Any local user could connect first, so whoever is not this process is sent away before a byte is carried.
asio::awaitable<bool> Relay::accept() {
  for (int strangers = 0; strangers < max_strangers; ++strangers) {
    boost::system::error_code problem;
    tcp::socket peer{socket_.get_executor()};
    co_await acceptor_.async_accept(peer, into(problem));
    if (problem == asio::error::operation_aborted || !acceptor_.is_open()) {
      co_return false;
    }
    if (problem == asio::error::connection_aborted) {
      continue;
    }
    if (problem) {
      broke({ErrorKind::resource, fmt::format("can't accept on 127.0.0.1: {}", problem.message())});
      co_return false;
    }
    boost::system::error_code gone;
    const auto from = peer.remote_endpoint(gone);
    if (!gone && connected_from_this_process(from.port(), port_)) {
      acceptor_.close(problem);
      peer.set_option(tcp::no_delay{true}, problem);
      socket_ = std::move(peer);
      co_return true;
    }
  }
  broke({ErrorKind::resource, fmt::format("another program on this machine kept connecting to 127.0.0.1:{}", port_)});
  co_return false;
}

asio::awaitable<void> Relay::carry_up() {
  struct Drained {
    Relay& relay;
    ~Drained() { relay.drained(); }
  };
  const Drained whatever_happens{*this};
  std::array<char, buffer_size> buffer{};
  while (true) {
    boost::system::error_code problem;
    const auto size = co_await socket_.async_read_some(asio::buffer(buffer), into(problem));
    if (problem) {
      // The library is done. Only its end of file is passed on: the service may still have something to say to it.
      const bool finished = problem == asio::error::eof;
      if (!finished || !(co_await stream_->finish(deadline_))) {
        stream_->close();
      }
      co_return;
    }
    auto written = co_await stream_->write({buffer.data(), size}, deadline_);
    if (!written) {
      broke(written.error());
      if (written.error().kind != ErrorKind::refused) {
        reset_peer();
      }
      co_return;
    }
  }
}

asio::awaitable<void> Relay::carry_down() {
  std::array<char, buffer_size> buffer{};
  boost::system::error_code problem;
  while (!problem) {
    auto size = co_await stream_->read(buffer.data(), buffer.size(), deadline_);
    if (!size) {
      broke(size.error());
      reset_peer();
      co_return;
    }
    if (*size == 0) {
      socket_.shutdown(tcp::socket::shutdown_send, problem);
      co_return;
    }
    if (*size > room_left_) {
      truncated_ = true;
      stream_->close();
      reset_peer();
      co_return;
    }
    room_left_ -= *size;
    co_await asio::async_write(socket_, asio::buffer(buffer.data(), *size), into(problem));
  }
  stream_->close();
}

}  // namespace labcheck::observe
