#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include <boost/asio/awaitable.hpp>

#include "observe/session.hpp"

namespace labcheck::observe {

/// A channel of a session. One that is destroyed without having been released (the I/O loop is being torn down) is left
/// to its session.
struct Channel {
  std::shared_ptr<Session> session{};
  LIBSSH2_CHANNEL* raw{nullptr};
  bool closed{false};
  int users{0};  ///< steps under way
};

/// What a step says for a channel that was closed meanwhile.
inline constexpr long channel_was_closed = -10'000;

/// Opens by libssh2's `request`; gives 0 or libssh2's code. Errors: timed_out, lost, and `resource` when another open
/// hung until `patience`. `watched`: timed_out then means that sshd itself answered meanwhile, and had a second at
/// least; any other hung opening is `lost`.
boost::asio::awaitable<Result<long>> open_channel(Channel& channel, std::function<LIBSSH2_CHANNEL*()> request,
                                                  Deadline deadline, Deadline patience, bool watched = false);
/// Writes all bytes. Errors: `refused` when the peer has closed the channel, interrupted, timed_out, lost.
boost::asio::awaitable<Result<void>> write_channel(std::shared_ptr<Channel> channel, std::string_view bytes,
                                                   Deadline deadline);
/// Tells the peer and forgets the channel; one that won't end in a second is left to its session.
boost::asio::awaitable<void> release_channel(std::shared_ptr<Channel> channel);

Error channel_broken(const Session& session, const char* doing);

}  // namespace labcheck::observe
