#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>

#include <labcheck/result.hpp>

#include "observe/deadline.hpp"

namespace labcheck::observe {

/// A byte stream to a service: a direct-tcpip channel through a host's session, or a straight TCP connection. Lives on
/// the I/O thread. One read and one write may be under way at a time; call close() and let both return before
/// destroying it. Errors: timed_out (the deadline passed), lost (reset or the session broke), interrupted (closed).
class Stream {
 public:
  virtual ~Stream() = default;
  /// At least one byte, or 0 once the peer has ended its side.
  virtual boost::asio::awaitable<Result<std::size_t>> read(char* buffer, std::size_t size, Deadline deadline) = 0;
  /// All of the bytes, which must stay where they are meanwhile.
  virtual boost::asio::awaitable<Result<void>> write(std::string_view bytes, Deadline deadline) = 0;
  /// Tells the peer that nothing more comes; reading goes on.
  virtual boost::asio::awaitable<Result<void>> finish(Deadline deadline) = 0;
  /// Ends it at once, without waiting: whatever is under way returns `interrupted`. May be called twice.
  virtual void close() = 0;
};

/// What opening one gives. Errors: `refused` (refused or reset by a host that is up, or, through a tunnel, connect
/// failed: refused or unknown name), `timed_out` (the target said nothing while the way to it showed life), `forbidden`
/// (sshd prohibits forwarding), `unreachable` (no route, unknown name or a lookup that took too long, or no session to
/// the host), `lost` (the session broke or fell silent meanwhile).
using OpenedStream = Result<std::unique_ptr<Stream>>;

/// Connects straight from the agent's own place; every address of a name is tried in turn.
boost::asio::awaitable<OpenedStream> open_straight(std::string host, std::uint16_t port, Deadline deadline);

}  // namespace labcheck::observe
