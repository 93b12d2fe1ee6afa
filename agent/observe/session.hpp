#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <libssh2.h>

#include <labcheck/result.hpp>

#include "observe/deadline.hpp"
#include "observe/waiting.hpp"

namespace labcheck::observe {

struct Prompts;
using Socket = boost::asio::generic::stream_protocol::socket;

/// One libssh2 session over one socket, shared by several coroutines. libssh2 wants a call that could not send all of
/// its bytes repeated before any other; and one call may read what another waits for. `drive` sees to both.
class Session : public std::enable_shared_from_this<Session> {
 public:
  explicit Session(Socket socket);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// Calls `step` until it no longer says EAGAIN, and gives what it said last (libssh2's negative codes too). Errors:
  /// timed_out, lost. A step that overruns its deadline while its bytes are half sent takes the session with it.
  boost::asio::awaitable<Result<long>> drive(std::function<long()> step, Deadline deadline);

  /// Opening channels is libssh2's own bottleneck: one at a time. False when the deadline passed or the session broke.
  boost::asio::awaitable<bool> lock_opening(Deadline deadline);
  void unlock_opening();

  /// Gives whatever is under way another look, after something else than the socket has changed.
  void wake();
  /// Whether bytes of some step are half sent: that step must go on.
  bool sending() const { return sender_ != nullptr; }

  /// Ends the session; whatever is under way returns `lost` with this reason. The first reason stays.
  void drop(std::string reason);
  /// Says goodbye, then drops.
  boost::asio::awaitable<void> close(Deadline deadline);

  bool broken() const { return broken_; }
  std::uint64_t received() const { return received_; }
  /// Whether the peer has ended or reset the connection.
  bool hung_up() const { return hung_up_; }
  const std::string& why_broken() const { return reason_; }
  LIBSSH2_SESSION* raw() const { return session_; }
  int descriptor() { return socket_.native_handle(); }
  std::string last_error() const;
  boost::asio::any_io_executor executor() { return socket_.get_executor(); }

  Prompts* prompts{nullptr};      ///< who answers keyboard-interactive questions; set while logging in
  std::shared_ptr<void> below{};  ///< what carries the socket's bytes, when a jump host does

 private:
  static ssize_t receive(libssh2_socket_t descriptor, void* buffer, std::size_t size, int flags, void** session);
  static void* allocate(std::size_t size, void** session);
  static void* reallocate(void* memory, std::size_t size, void** session);
  static void release(void* memory, void** session);
  static ssize_t send(libssh2_socket_t descriptor, const void* buffer, std::size_t size, int flags, void** session);
  boost::asio::awaitable<void> wait(Deadline deadline);
  void arm();

  Socket socket_;
  LIBSSH2_SESSION* session_{nullptr};
  Signal news_{};
  const void* sender_{nullptr};  ///< whose bytes are half sent
  std::uint64_t received_{0};    ///< bytes
  std::int64_t held_{0};         ///< bytes of memory that libssh2 holds
  std::size_t in_this_step_{0};  ///< bytes received since libssh2 was last called
  bool opening_{false};
  bool reading_{false};
  bool writing_{false};
  bool broken_{false};
  bool hung_up_{false};
  std::string reason_{};
};

}  // namespace labcheck::observe
