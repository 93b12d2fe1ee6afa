#include "observe/straight.hpp"

#include <cerrno>
#include <cstring>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <fmt/format.h>

#include "observe/tunnel.hpp"
#include "observe/waiting.hpp"

namespace labcheck::observe {
namespace {

using boost::asio::awaitable;
using Socket = boost::asio::generic::stream_protocol::socket;

class StraightStream final : public Stream {
 public:
  explicit StraightStream(Socket socket) : socket_{std::make_shared<Socket>(std::move(socket))} {
    const int on = 1;
    socket_->non_blocking(true);
    ::setsockopt(socket_->native_handle(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }
  ~StraightStream() override { close(); }

  awaitable<Result<std::size_t>> read(char* buffer, std::size_t size, Deadline deadline) override {
    const auto socket = socket_;
    while (socket->is_open()) {
      const auto got = ::recv(socket->native_handle(), buffer, size, 0);
      if (got >= 0) {
        co_return static_cast<std::size_t>(got);
      }
      if (errno != EAGAIN && errno != EINTR) {
        co_return broken(errno);
      }
      const bool in_time = co_await ready(socket, Socket::wait_read, deadline);
      if (!in_time) {
        co_return failed(ErrorKind::timed_out, "the service sent nothing in time");
      }
    }
    co_return failed(ErrorKind::interrupted, "the stream was closed");
  }

  awaitable<Result<void>> write(std::string_view bytes, Deadline deadline) override {
    const auto socket = socket_;
    while (socket->is_open() && !bytes.empty()) {
      const auto sent = ::send(socket->native_handle(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent >= 0) {
        bytes.remove_prefix(static_cast<std::size_t>(sent));
        continue;
      }
      if (errno != EAGAIN && errno != EINTR) {
        co_return broken(errno);
      }
      const bool in_time = co_await ready(socket, Socket::wait_write, deadline);
      if (!in_time) {
        co_return failed(ErrorKind::timed_out, "the service took nothing in time");
      }
    }
    if (!bytes.empty()) {
      co_return failed(ErrorKind::interrupted, "the stream was closed");
    }
    co_return Result<void>{};
  }

  awaitable<Result<void>> finish(Deadline) override {
    boost::system::error_code ignored;
    socket_->shutdown(Socket::shutdown_send, ignored);
    co_return Result<void>{};
  }

  void close() override {
    boost::system::error_code ignored;
    socket_->close(ignored);
  }

 private:
  static tl::unexpected<Error> broken(int number) {
    const bool reset = number == ECONNRESET || number == EPIPE;
    return reset ? failed(ErrorKind::refused, "the service reset the connection")
                 : failed(ErrorKind::lost, fmt::format("the connection broke: {}", std::strerror(number)));
  }
  static awaitable<bool> ready(std::shared_ptr<Socket> socket, Socket::wait_type kind, Deadline deadline) {
    auto pending = std::make_shared<Pending>(co_await boost::asio::this_coro::executor);
    socket->async_wait(kind, [pending](boost::system::error_code error) { pending->finish(error); });
    co_return co_await finished(pending, deadline);
  }

  std::shared_ptr<Socket> socket_;
};

}  // namespace

awaitable<OpenedStream> open_straight(std::string host, std::uint16_t port, Deadline deadline) {
  auto socket = co_await connect_tcp(std::move(host), port, deadline);
  if (!socket) {
    co_return tl::unexpected<Error>(socket.error());
  }
  co_return stream_of(std::move(*socket));
}

std::unique_ptr<Stream> stream_of(Socket socket) {
  return std::make_unique<StraightStream>(std::move(socket));
}

}  // namespace labcheck::observe
