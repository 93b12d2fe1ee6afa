#include "observe/channel.hpp"
#include "observe/host.hpp"

namespace labcheck::observe {
namespace {

using boost::asio::awaitable;

constexpr Duration patience{1'500};  ///< with another stream's opening that hangs
constexpr int most_sessions = 4;     ///< tried for one stream

}  // namespace

awaitable<std::optional<Trouble>> Host::prepare_streams() {
  const auto self = shared_from_this();
  if (local()) {
    co_return std::nullopt;
  }
  while (tunnelling_) {
    co_await tunnel_changed_.wait(Deadline::max());
  }
  if (tunnel_ && !tunnel_->broken()) {
    co_return std::nullopt;
  }
  if (closed_) {
    co_return Trouble{Ending::interrupted, "the run is over", false};
  }
  if (trouble_ && std::chrono::steady_clock::now() < trouble_over_) {
    co_return trouble_;
  }
  tunnelling_ = true;
  auto connected = co_await new_session();
  tunnelling_ = false;
  tunnel_changed_.notify();
  if (!connected) {
    co_return connected.error();
  }
  tunnel_ = connected->session;
  co_return std::nullopt;
}

awaitable<OpenedStream> Host::open_stream(std::string host, std::uint16_t port, Deadline deadline) {
  const auto self = shared_from_this();
  if (local()) {
    co_return co_await open_straight(std::move(host), port, deadline);
  }
  OpenedStream opened = failed(ErrorKind::lost, "no session lasted");
  for (int tries = 0; tries < most_sessions; ++tries) {
    const auto why = co_await prepare_streams();
    if (why) {
      opened = failed(ErrorKind::unreachable, why->message);
      break;
    }
    const auto session = tunnel_;
    opened = co_await open_channel_stream(session, host, port, deadline, patience);
    if (opened) {
      break;
    }
    const auto kind = opened.error().kind;
    if (kind == ErrorKind::forbidden) {
      flag("hindered", "sshd forbids forwarding: services can't be seen from this host");
    }
    const bool hung = kind == ErrorKind::timed_out || kind == ErrorKind::resource;
    // A session with a hung open serves the streams it has; the next ones get another.
    if ((hung || kind == ErrorKind::lost) && tunnel_ == session) {
      tunnel_.reset();
    }
    if (kind != ErrorKind::resource && kind != ErrorKind::lost) {
      break;
    }
    if (std::chrono::steady_clock::now() >= deadline) {
      if (kind == ErrorKind::resource) {  // the target was not even asked
        opened = failed(ErrorKind::unreachable, "the tunnel did not open in time");
      }
      break;
    }
  }
  last_used_ = std::chrono::steady_clock::now();
  co_return opened;
}

}  // namespace labcheck::observe
