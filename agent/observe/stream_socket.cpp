#include "observe/stream_socket.hpp"

#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace labcheck::observe {
namespace {

using boost::asio::awaitable;

/// Carries bytes one way until either end is over.
awaitable<void> carry_in(std::shared_ptr<Stream> stream, std::shared_ptr<Socket> socket,
                         std::shared_ptr<std::optional<Error>> broke) {
  std::vector<char> buffer(32'768);
  while (socket->is_open()) {
    const auto got = co_await stream->read(buffer.data(), buffer.size(), Deadline::max());
    if (!got && got.error().kind != ErrorKind::interrupted) {
      *broke = got.error();
    }
    if (!got || *got == 0) {
      break;
    }
    boost::system::error_code error;
    for (std::size_t sent = 0; sent < *got && !error;) {
      sent += co_await socket->async_write_some(boost::asio::buffer(buffer.data() + sent, *got - sent),
                                                boost::asio::redirect_error(boost::asio::use_awaitable, error));
    }
    if (error) {
      break;
    }
  }
  boost::system::error_code ignored;
  stream->close();
  socket->close(ignored);
}

awaitable<void> carry_out(std::shared_ptr<Stream> stream, std::shared_ptr<Socket> socket) {
  std::vector<char> buffer(32'768);
  while (socket->is_open()) {
    boost::system::error_code error;
    const auto got = co_await socket->async_read_some(boost::asio::buffer(buffer),
                                                      boost::asio::redirect_error(boost::asio::use_awaitable, error));
    if (error) {
      break;
    }
    const auto sent = co_await stream->write({buffer.data(), got}, Deadline::max());
    if (!sent) {
      break;
    }
  }
  boost::system::error_code ignored;
  stream->close();
  socket->close(ignored);
}

}  // namespace

Result<StreamSocket> socket_over(const boost::asio::any_io_executor& executor, std::unique_ptr<Stream> opened) {
  boost::asio::local::stream_protocol::socket ours{executor};
  boost::asio::local::stream_protocol::socket theirs{executor};
  boost::system::error_code error;
  boost::asio::local::connect_pair(ours, theirs, error);
  if (error) {
    opened->close();
    return failed(ErrorKind::resource, "no pair of sockets: " + error.message());
  }
  const std::shared_ptr<Stream> stream = std::move(opened);
  const auto far = std::make_shared<Socket>(std::move(theirs));
  const auto broke = std::make_shared<std::optional<Error>>();
  boost::asio::co_spawn(executor, carry_in(stream, far, broke), boost::asio::detached);
  boost::asio::co_spawn(executor, carry_out(stream, far), boost::asio::detached);
  return StreamSocket{Socket{std::move(ours)}, broke};
}

}  // namespace labcheck::observe
