#pragma once

#include <memory>
#include <optional>

#include <boost/asio/any_io_executor.hpp>

#include <labcheck/result.hpp>

#include "observe/session.hpp"
#include "observe/tunnel.hpp"

namespace labcheck::observe {

/// A socket whose bytes a stream carries, for libssh2, which speaks through sockets only.
struct StreamSocket {
  Socket socket;
  std::shared_ptr<std::optional<Error>> broke{};  ///< why the stream ended, unless its peer ended it
};

/// The stream is closed when the socket is.
Result<StreamSocket> socket_over(const boost::asio::any_io_executor& executor, std::unique_ptr<Stream> stream);

}  // namespace labcheck::observe
