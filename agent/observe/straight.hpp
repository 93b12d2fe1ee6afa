#pragma once

#include <cstdint>
#include <string>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/generic/stream_protocol.hpp>

#include <labcheck/result.hpp>

#include "observe/deadline.hpp"
#include "observe/tunnel.hpp"

namespace labcheck::observe {

/// A TCP connection, every address of a name tried in turn. Errors: `refused`, `unreachable` (no such name, no route),
/// `timed_out`; the message tells resolving from connecting.
boost::asio::awaitable<Result<boost::asio::generic::stream_protocol::socket>> connect_tcp(std::string host,
                                                                                          std::uint16_t port,
                                                                                          Deadline deadline);

/// A connected socket as a stream.
std::unique_ptr<Stream> stream_of(boost::asio::generic::stream_protocol::socket socket);

}  // namespace labcheck::observe
