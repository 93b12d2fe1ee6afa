#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <fmt/format.h>

#include "observe/channel.hpp"
#include "observe/channel_core.hpp"

namespace labcheck::observe {
namespace {

using boost::asio::awaitable;

class TunnelStream final : public Stream {
 public:
  explicit TunnelStream(std::shared_ptr<Channel> channel) : channel_{std::move(channel)} {}

  awaitable<Result<std::size_t>> read(char* buffer, std::size_t size, Deadline deadline) override {
    const auto channel = channel_;
    ++channel->users;
    bool half = false;
    std::function<long()> step = [&]() -> long {
      if (channel->closed && !half) {
        return channel_was_closed;
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
    if (*said == channel_was_closed) {
      co_return failed(ErrorKind::interrupted, "the stream was closed");
    }
    if (*said < 0) {
      co_return tl::unexpected<Error>(channel_broken(*channel->session, "reading"));
    }
    co_return static_cast<std::size_t>(*said);
  }

  awaitable<Result<void>> write(std::string_view bytes, Deadline deadline) override {
    co_return co_await write_channel(channel_, bytes, deadline);
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
      boost::asio::co_spawn(channel_->session->executor(), release_channel(channel_), boost::asio::detached);
    }
  }

 private:
  std::shared_ptr<Channel> channel_;
};

}  // namespace

awaitable<OpenedStream> open_channel_stream(std::shared_ptr<Session> session, std::string host, std::uint16_t port,
                                            Deadline deadline, Duration patience) {
  auto channel = std::make_shared<Channel>();
  channel->session = session;
  std::function<LIBSSH2_CHANNEL*()> request = [raw = session->raw(), &host, port] {
    return libssh2_channel_direct_tcpip_ex(raw, host.c_str(), port, "127.0.0.1", 22);
  };
  const auto said = co_await open_channel(*channel, std::move(request), deadline, deadline_in(patience), true);
  const bool in_time = std::chrono::steady_clock::now() < deadline;
  if (!said && said.error().kind == ErrorKind::timed_out) {
    co_return failed(ErrorKind::timed_out, fmt::format("the tunnel to {}:{} did not open in time", host, port));
  }
  if (!said && said.error().kind == ErrorKind::lost && !session->broken() && !in_time) {
    co_return failed(ErrorKind::lost,
                     fmt::format("the tunnel to {}:{} did not open in time: {}", host, port, said.error().message));
  }
  if (!said) {
    co_return tl::unexpected<Error>(said.error());
  }
  if (*said == LIBSSH2_ERROR_CHANNEL_FAILURE) {
    const auto text = session->last_error();
    const bool prohibited = text.find("administratively prohibited") != std::string::npos;
    const bool refused = text.find("connect failed") != std::string::npos;
    co_return prohibited ? failed(ErrorKind::forbidden, "sshd forbids forwarding")
    : refused            ? failed(ErrorKind::refused, "connect failed: refused or unknown name")
                         : failed(ErrorKind::unreachable, "the tunnel failed: " + text);
  }
  if (*said < 0) {
    co_return tl::unexpected<Error>(channel_broken(*session, "opening a tunnel"));
  }
  std::unique_ptr<Stream> stream = std::make_unique<TunnelStream>(std::move(channel));
  co_return stream;
}

}  // namespace labcheck::observe
