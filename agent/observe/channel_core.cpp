#include "observe/channel_core.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "observe/waiting.hpp"

namespace labcheck::observe {
namespace {

using boost::asio::awaitable;

constexpr Duration closing_time{1'000};
constexpr Duration enough{1'000};  ///< to open a channel; a shorter silence says nothing

/// Asks sshd whether it is there. The reply is one of those that libssh2 keeps for nobody; that bytes came is enough.
awaitable<void> ask_for_life(Session& session, Deadline deadline) {
  libssh2_keepalive_config(session.raw(), 1, 2);  // two seconds are libssh2's least, counted from the last one
  std::function<long()> step = [raw = session.raw()]() -> long {
    int next = 0;
    return libssh2_keepalive_send(raw, &next);
  };
  co_await session.drive(std::move(step), deadline);
}

/// Opens while sshd is asked for another sign of life in the middle of the time.
awaitable<Result<long>> drive_opening(std::shared_ptr<Session> session, std::function<long()> step, Deadline deadline) {
  const auto left = left_until(deadline);
  auto said = co_await session->drive(step, deadline - left / 2);
  if (said || said.error().kind != ErrorKind::timed_out) {
    co_return said;
  }
  co_await ask_for_life(*session, deadline);
  const auto before = session->received();
  said = co_await session->drive(std::move(step), deadline);
  if (!said && said.error().kind == ErrorKind::timed_out && session->received() == before) {
    co_return failed(ErrorKind::lost, "sshd said nothing meanwhile");
  }
  if (!said && said.error().kind == ErrorKind::timed_out && left < enough) {
    co_return failed(ErrorKind::lost, "its turn came too late");
  }
  co_return said;
}

}  // namespace

awaitable<Result<long>> open_channel(Channel& channel, std::function<LIBSSH2_CHANNEL*()> request, Deadline deadline,
                                     Deadline patience, bool watched) {
  auto& session = *channel.session;
  const bool locked = co_await session.lock_opening(std::min(deadline, patience));
  if (!locked) {
    co_return session.broken() ? failed(ErrorKind::lost, session.why_broken())
                               : failed(ErrorKind::resource, "another channel of the session hangs");
  }
  std::function<long()> step = [&]() -> long {
    channel.raw = request();
    return channel.raw != nullptr ? 0 : libssh2_session_last_errno(session.raw());
  };
  auto driven =
      watched ? drive_opening(channel.session, std::move(step), deadline) : session.drive(std::move(step), deadline);
  auto said = co_await std::move(driven);
  // After a hung open the session's own state of opening is not ours again, so the lock stays.
  if (said) {
    session.unlock_opening();
  }
  co_return said;
}

awaitable<void> release_channel(std::shared_ptr<Channel> channel) {
  while (channel->users > 0) {
    channel->session->wake();
    co_await sleep_until(deadline_in(Duration{5}));
  }
  auto* raw = std::exchange(channel->raw, nullptr);
  if (raw == nullptr || channel->session->broken()) {
    co_return;
  }
  std::function<long()> step = [raw] { return static_cast<long>(libssh2_channel_free(raw)); };
  co_await channel->session->drive(std::move(step), deadline_in(closing_time));
}

Error channel_broken(const Session& session, const char* doing) {
  // libssh2 puts words of its own before the reason.
  const auto why = session.hung_up() ? std::string{"the host hung up"} : session.last_error();
  return {ErrorKind::lost, fmt::format("the connection broke while {}: {}", doing, why)};
}

awaitable<Result<void>> write_channel(std::shared_ptr<Channel> channel, std::string_view bytes, Deadline deadline) {
  ++channel->users;
  Result<void> result{};
  while (!bytes.empty() && result) {
    bool half = false;
    std::function<long()> step = [&]() -> long {
      if (channel->closed && !half) {
        return channel_was_closed;
      }
      const auto sent = libssh2_channel_write(channel->raw, bytes.data(), bytes.size());
      half = sent == LIBSSH2_ERROR_EAGAIN && channel->session->sending();
      return sent;
    };
    const auto said = co_await channel->session->drive(std::move(step), deadline);
    if (!said) {
      result = tl::unexpected<Error>(said.error());
    } else if (*said == channel_was_closed) {
      result = failed(ErrorKind::interrupted, "the channel was closed");
    } else if (*said < 0) {
      result = tl::unexpected<Error>(*said == LIBSSH2_ERROR_CHANNEL_CLOSED || *said == LIBSSH2_ERROR_CHANNEL_EOF_SENT
                                         ? Error{ErrorKind::refused, "the peer closed the channel"}
                                         : channel_broken(*channel->session, "sending"));
    } else {
      bytes.remove_prefix(static_cast<std::size_t>(*said));
    }
  }
  --channel->users;
  co_return result;
}

}  // namespace labcheck::observe
