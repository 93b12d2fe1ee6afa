#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "observe/session.hpp"
#include "observe/shell.hpp"
#include "observe/trouble.hpp"
#include "observe/tunnel.hpp"

namespace labcheck::observe {

/// Runs a command on a channel of its own. Passing trouble: sshd lets no further channel in now (MaxSessions).
boost::asio::awaitable<Tried<std::unique_ptr<Shell>>> open_channel_shell(std::shared_ptr<Session> session,
                                                                         std::string command, Deadline deadline);

/// A direct-tcpip channel. When it hangs to its deadline no further channel can be opened on the session: `timed_out`
/// when sshd answered something else meanwhile, so that only the target is silent, else `lost`. `resource`: for all of
/// `patience` another open hung before this one.
boost::asio::awaitable<OpenedStream> open_channel_stream(std::shared_ptr<Session> session, std::string host,
                                                         std::uint16_t port, Deadline deadline, Duration patience);

}  // namespace labcheck::observe
