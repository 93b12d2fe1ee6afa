#include "observe/channel.hpp"

#include <cstring>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <fmt/format.h>

#include "observe/waiting.hpp"

namespace labcheck::observe {
namespace {

using boost::asio::awaitable;

constexpr long said_died = 1L << 40;
constexpr long said_ended = 1L << 41;
constexpr long said_err = 1L << 42;  ///< added to a size
constexpr long said_closed = -10'000;
constexpr Duration closing_time{1'000};
constexpr unsigned int window = LIBSSH2_CHANNEL_WINDOW_DEFAULT;

/// A channel of a session, with what must not be forgotten when it ends.
struct Channel {
  std::shared_ptr<Session> session{};
  LIBSSH2_CHANNEL* raw{nullptr};
  bool closed{false};
  int users{0};  ///< steps under way
};

awaitable<Result<long>> open(Channel& channel, std::function<LIBSSH2_CHANNEL*()> request, Deadline deadline,
                              Deadline patience) {
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
  auto said = co_await session.drive(std::move(step), deadline);
  // After a hung open the session's own state of opening is not ours again, so the lock stays.
  if (said) {
    session.unlock_opening();
  }
  co_return said;
}

/// Tells the peer and forgets the channel, in the background; a channel that won't end is left to its session.
awaitable<void> release(std::shared_ptr<Channel> channel) {
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

Error broken(const Session& session, const char* doing) {
  return {ErrorKind::lost, fmt::format("the connection broke while {}: {}", doing, session.last_error())};
}

awaitable<Result<void>> write_all(std::shared_ptr<Channel> channel, std::string_view bytes, Deadline deadline) {
  ++channel->users;
  Result<void> result{};
  while (!bytes.empty() && result) {
    bool half = false;
    std::function<long()> step = [&]() -> long {
      if (channel->closed && !half) {
        return said_closed;
      }
      const auto sent = libssh2_channel_write(channel->raw, bytes.data(), bytes.size());
      half = sent == LIBSSH2_ERROR_EAGAIN && channel->session->sending();
      return sent;
    };
    const auto said = co_await channel->session->drive(std::move(step), deadline);
    if (!said) {
      result = tl::unexpected<Error>(said.error());
    } else if (*said == said_closed) {
      result = failed(ErrorKind::interrupted, "the channel was closed");
    } else if (*said < 0) {
      result = tl::unexpected<Error>(*said == LIBSSH2_ERROR_CHANNEL_CLOSED || *said == LIBSSH2_ERROR_CHANNEL_EOF_SENT
                                         ? Error{ErrorKind::refused, "the peer closed the channel"}
                                         : broken(*channel->session, "sending"));
    } else {
      bytes.remove_prefix(static_cast<std::size_t>(*said));
    }
  }
  --channel->users;
  co_return result;
}

class ChannelShell final : public Shell {
 public:
  explicit ChannelShell(std::shared_ptr<Channel> channel) : channel_{std::move(channel)} {}
  ~ChannelShell() override { end(); }

  awaitable<Result<void>> write(std::string_view bytes, Deadline deadline) override {
    co_return co_await write_all(channel_, bytes, deadline);
  }

  awaitable<Result<Piece>> read(char* buffer, std::size_t size, Deadline deadline) override {
    std::function<long()> step = [this, buffer, size] { return look(buffer, size); };
    const auto said = co_await channel_->session->drive(std::move(step), deadline);
    if (!said) {
      co_return tl::unexpected<Error>(said.error());
    }
    if (*said < 0) {
      co_return tl::unexpected<Error>(broken(*channel_->session, "reading"));
    }
    const auto from = *said == said_ended  ? Piece::From::ended
                      : *said == said_died ? Piece::From::died
                      : *said >= said_err  ? Piece::From::err
                                           : Piece::From::out;
    co_return Piece{.from = from, .size = static_cast<std::size_t>(*said & (said_died - 1))};
  }

  awaitable<void> close() override {
    if (!channel_->closed) {
      channel_->closed = true;
      co_await release(channel_);
    }
  }

 private:
  void end() {
    if (!channel_->closed) {
      channel_->closed = true;
      boost::asio::co_spawn(channel_->session->executor(), release(channel_), boost::asio::detached);
    }
  }

  /// Both streams in turn: reading one to its end first hangs once the other's window is full.
  long look(char* buffer, std::size_t size) {
    long last = 0;
    for (int turn = 0; turn < 2; ++turn) {
      err_next_ = !err_next_;
      const auto got = libssh2_channel_read_ex(channel_->raw, err_next_ ? SSH_EXTENDED_DATA_STDERR : 0, buffer, size);
      if (got > 0) {
        return got + (err_next_ ? said_err : 0);
      }
      if (got < 0 && got != LIBSSH2_ERROR_EAGAIN) {
        return got;
      }
      last = got == LIBSSH2_ERROR_EAGAIN ? got : last;
      if (channel_->session->sending()) {
        return got;
      }
    }
    if (libssh2_channel_eof(channel_->raw) == 1) {
      return said_ended;
    }
    return !died_ && signalled() ? said_died : LIBSSH2_ERROR_EAGAIN;
  }

  bool signalled() {
    char* name = nullptr;
    std::size_t length = 0;
    libssh2_channel_get_exit_signal(channel_->raw, &name, &length, nullptr, nullptr, nullptr, nullptr);
    died_ = name != nullptr;
    if (name != nullptr) {
      libssh2_free(channel_->session->raw(), name);
    }
    return died_;
  }

  std::shared_ptr<Channel> channel_;
  bool err_next_{false};
  bool died_{false};
};

class TunnelStream final : public Stream {
 public:
  explicit TunnelStream(std::shared_ptr<Channel> channel) : channel_{std::move(channel)} {}
  ~TunnelStream() override { close(); }

  awaitable<Result<std::size_t>> read(char* buffer, std::size_t size, Deadline deadline) override {
    const auto channel = channel_;
    ++channel->users;
    bool half = false;
    std::function<long()> step = [&]() -> long {
      if (channel->closed && !half) {
        return said_closed;
      }
      const auto got = libssh2_channel_read(channel->raw, buffer, size);
      half = got == LIBSSH2_ERROR_EAGAIN && channel->session->sending();
      return got;
    };
    const auto said = co_await channel->session->drive(std::move(step), deadline);
    --channel->users;
    if (!said) {
      co_return tl::unexpected<Error>(said.error());
    }
    if (*said == said_closed) {
      co_return failed(ErrorKind::interrupted, "the stream was closed");
    }
    if (*said < 0) {
      co_return tl::unexpected<Error>(broken(*channel->session, "reading"));
    }
    co_return static_cast<std::size_t>(*said);
  }

  awaitable<Result<void>> write(std::string_view bytes, Deadline deadline) override {
    co_return co_await write_all(channel_, bytes, deadline);
  }

  awaitable<Result<void>> finish(Deadline deadline) override {
    const auto channel = channel_;
    ++channel->users;
    std::function<long()> step = [&]() -> long { return libssh2_channel_send_eof(channel->raw); };
    const auto said = co_await channel->session->drive(std::move(step), deadline);
    --channel->users;
    if (!said) {
      co_return tl::unexpected<Error>(said.error());
    }
    co_return Result<void>{};
  }

  void close() override {
    if (!channel_->closed) {
      channel_->closed = true;
      channel_->session->wake();
      boost::asio::co_spawn(channel_->session->executor(), release(channel_), boost::asio::detached);
    }
  }

 private:
  std::shared_ptr<Channel> channel_;
};

}  // namespace

awaitable<Tried<std::unique_ptr<Shell>>> open_channel_shell(std::shared_ptr<Session> session, std::string command,
                                                           Deadline deadline) {
  auto channel = std::make_shared<Channel>();
  channel->session = session;
  std::function<LIBSSH2_CHANNEL*()> request = [raw = session->raw()] { return libssh2_channel_open_session(raw); };
  auto said = co_await open(*channel, std::move(request), deadline, deadline);
  if (said && *said == 0) {
    std::function<long()> step = [&]() -> long { return libssh2_channel_exec(channel->raw, command.c_str()); };
    said = co_await session->drive(std::move(step), deadline);
  } else if (said && *said == LIBSSH2_ERROR_CHANNEL_FAILURE) {
    co_return trouble(Ending::failed, "sshd opens no further channel: " + session->last_error(), true);
  }
  if (!said && said.error().kind != ErrorKind::lost) {
    session->drop("a channel could not be opened in time");
    co_return trouble(Ending::lost, "channel: it could not be opened in time");
  }
  if (!said) {
    co_return trouble(Ending::lost, said.error().message);
  }
  if (*said < 0) {
    auto message = "channel: " + session->last_error();
    const bool refused = *said == LIBSSH2_ERROR_CHANNEL_REQUEST_DENIED;
    co_return trouble(refused ? Ending::failed : Ending::lost, std::move(message));
  }
  std::unique_ptr<Shell> shell = std::make_unique<ChannelShell>(std::move(channel));
  co_return shell;
}

awaitable<OpenedStream> open_channel_stream(std::shared_ptr<Session> session, std::string host, std::uint16_t port,
                                            Deadline deadline, Duration patience) {
  auto channel = std::make_shared<Channel>();
  channel->session = session;
  std::function<LIBSSH2_CHANNEL*()> request = [raw = session->raw(), &host, port] {
    return libssh2_channel_direct_tcpip_ex(raw, host.c_str(), port, "127.0.0.1", 22);
  };
  const auto said = co_await open(*channel, std::move(request), deadline, deadline_in(patience));
  if (!said && said.error().kind == ErrorKind::timed_out) {
    co_return failed(ErrorKind::timed_out, fmt::format("the tunnel to {}:{} did not open in time", host, port));
  }
  if (!said) {
    co_return tl::unexpected<Error>(said.error());
  }
  if (*said == LIBSSH2_ERROR_CHANNEL_FAILURE) {
    const auto text = session->last_error();
    const bool prohibited = text.find("administratively prohibited") != std::string::npos;
    const bool refused = text.find("connect failed") != std::string::npos;
    co_return prohibited ? failed(ErrorKind::forbidden, "sshd forbids forwarding")
              : refused  ? failed(ErrorKind::refused, "connect failed: refused or unknown name")
                         : failed(ErrorKind::unreachable, "the tunnel failed: " + text);
  }
  if (*said < 0) {
    co_return tl::unexpected<Error>(broken(*session, "opening a tunnel"));
  }
  std::unique_ptr<Stream> stream = std::make_unique<TunnelStream>(std::move(channel));
  co_return stream;
}

}  // namespace labcheck::observe
