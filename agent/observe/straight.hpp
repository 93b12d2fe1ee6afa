#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <labcheck/result.hpp>

#include "observe/deadline.hpp"
#include "observe/tunnel.hpp"

namespace labcheck::observe {

/// `host:port`, with an IPv6 address in brackets.
std::string place_of(std::string_view host, std::uint16_t port);

/// A TCP connection: IPv6 and IPv4 addresses of a name in turn, each with a head start of a quarter of a second before
/// the next is tried beside it. Errors: `refused`, `unreachable` (no such name, no route, or the lookup took most of the
/// time), `timed_out` (no address answered).
boost::asio::awaitable<Result<boost::asio::generic::stream_protocol::socket>> connect_tcp(std::string host,
                                                                                          std::uint16_t port,
                                                                                          Deadline deadline);

/// The same to the first of several addresses that answers.
boost::asio::awaitable<Result<boost::asio::generic::stream_protocol::socket>> connect_any(
    std::vector<boost::asio::ip::tcp::endpoint> addresses, Deadline deadline);

/// A connected socket as a stream.
std::unique_ptr<Stream> stream_of(boost::asio::generic::stream_protocol::socket socket);

}  // namespace labcheck::observe
