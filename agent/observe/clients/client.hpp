#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>

#include <labcheck/answer.hpp>
#include <labcheck/request.hpp>

#include "observe/deadline.hpp"
#include "observe/tunnel.hpp"

namespace labcheck::observe {

/// Opens a stream to a service as seen from where the exchange is spoken: a tunnel, or straight. While a stream is in
/// use, `refused` from its read or write means that the service itself reset the connection (the candidate's doing),
/// `lost` that our way to it broke (ours).
using Opener =
    std::function<boost::asio::awaitable<OpenedStream>(std::string host, std::uint16_t port, Deadline deadline)>;

/// Whether an address that a server hands out (a redirect's) belongs to this candidate's hosts.
using AllowedHost = std::function<bool(std::string_view host)>;

/// Carries an exchange out with its protocol's client. Never throws; the answer comes by the deadline or a second
/// later. `started` and `elapsed` are left to the caller. Runs on the I/O thread, the client libraries in a pool.
boost::asio::awaitable<Answer> converse(Exchange exchange, Opener opener, Deadline deadline, AllowedHost allowed);

}  // namespace labcheck::observe
