#include "observe/channel.hpp"
#include "observe/channel_core.hpp"

namespace labcheck::observe {
namespace {

using boost::asio::awaitable;

constexpr long said_died = 1L << 40;
constexpr long said_ended = 1L << 41;
constexpr long said_err = 1L << 42;  ///< added to a size

class ChannelShell final : public Shell {
 public:
  explicit ChannelShell(std::shared_ptr<Channel> channel) : channel_{std::move(channel)} {}

  awaitable<Result<void>> write(std::string_view bytes, Deadline deadline) override {
    co_return co_await write_channel(channel_, bytes, deadline);
  }

  awaitable<Result<Piece>> read(char* buffer, std::size_t size, Deadline deadline) override {
    std::function<long()> step = [this, buffer, size] { return look(buffer, size); };
    const auto said = co_await channel_->session->drive(std::move(step), deadline);
    if (!said) {
      co_return tl::unexpected<Error>(said.error());
    }
    if (*said < 0) {
      co_return tl::unexpected<Error>(channel_broken(*channel_->session, "reading"));
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
      co_await release_channel(channel_);
    }
  }

 private:
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

}  // namespace

awaitable<Tried<std::unique_ptr<Shell>>> open_channel_shell(std::shared_ptr<Session> session, std::string command,
                                                            Deadline deadline) {
  auto channel = std::make_shared<Channel>();
  channel->session = session;
  std::function<LIBSSH2_CHANNEL*()> request = [raw = session->raw()] { return libssh2_channel_open_session(raw); };
  auto said = co_await open_channel(*channel, std::move(request), deadline, deadline);
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
    auto message = "channel: " + (session->hung_up() ? std::string{"the host hung up"} : session->last_error());
    const bool refused = *said == LIBSSH2_ERROR_CHANNEL_REQUEST_DENIED;
    co_return trouble(refused ? Ending::failed : Ending::lost, std::move(message));
  }
  std::unique_ptr<Shell> shell = std::make_unique<ChannelShell>(std::move(channel));
  co_return shell;
}

}  // namespace labcheck::observe
