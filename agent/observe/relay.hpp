#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <labcheck/result.hpp>

#include "observe/gather.hpp"
#include "observe/tunnel.hpp"

namespace labcheck::observe {

/// Lets a client library speak through a stream: a listener on 127.0.0.1 that takes one connection, and only one made
/// by this very process, and carries its bytes. Lives on the I/O thread; at the deadline or by close() the library
/// sees a reset and returns.
class Relay : public std::enable_shared_from_this<Relay> {
 public:
  /// `max_bytes` bounds what is taken from the service.
  static Result<std::shared_ptr<Relay>> start(const boost::asio::any_io_executor& executor,
                                              std::unique_ptr<Stream> stream, Deadline deadline, std::size_t max_bytes);
  Relay(const boost::asio::any_io_executor& executor, std::unique_ptr<Stream> stream, Deadline deadline,
        std::size_t max_bytes);

  std::uint16_t port() const { return port_; }
  /// Lets what the library said last reach the service (its goodbye), no longer than `patience`.
  boost::asio::awaitable<void> drain(Duration patience);
  /// Ends it at once; may be called twice.
  void close();
  /// Waits until nothing of it is under way any more; comes soon after close().
  boost::asio::awaitable<void> ended() { return ended_.wait(); }

  /// What broke the stream, if anything but close() did.
  const std::optional<Error>& error() const { return error_; }
  /// The service sent more than `max_bytes`.
  bool truncated() const { return truncated_; }

 private:
  Result<void> listen();
  boost::asio::awaitable<void> run();
  boost::asio::awaitable<bool> accept();
  boost::asio::awaitable<void> carry_up();
  boost::asio::awaitable<void> carry_down();
  void drained();
  void broke(const Error& error);
  void reset_peer();

  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::ip::tcp::socket socket_;
  std::unique_ptr<Stream> stream_;
  Deadline deadline_;
  std::size_t room_left_;
  std::uint16_t port_{0};
  std::optional<Error> error_{};
  bool truncated_{false};
  bool drained_{false};
  boost::asio::steady_timer draining_;
  Event ended_;
};

}  // namespace labcheck::observe
