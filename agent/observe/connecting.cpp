#include "observe/connecting.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include "observe/channel.hpp"
#include "observe/encoding.hpp"
#include "observe/login.hpp"
#include "observe/straight.hpp"

namespace labcheck::observe {
namespace {

using boost::asio::awaitable;

constexpr int most_tries = 4;
constexpr int most_jumps = 4;
constexpr std::uint64_t most_before_banner = 64U << 10;
constexpr std::array known_types{"ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
                                 "ssh-rsa"};

/// Puts the types that are known for the host in front, so that it shows the very key that we know.
void prefer(Session& session, const std::vector<std::string>& types) {
  auto order = types;
  for (const char* type : known_types) {
    if (std::find(order.begin(), order.end(), type) == order.end()) {
      order.emplace_back(type);
    }
  }
  libssh2_session_method_pref(session.raw(), LIBSSH2_METHOD_HOSTKEY, fmt::format("{}", fmt::join(order, ",")).c_str());
}

/// libssh2 keeps every line that came before the banner, too, as if it were the banner.
bool saw_banner(Session& session) {
  const char* said = libssh2_session_banner_get(session.raw());
  return said != nullptr && std::strncmp(said, "SSH-", 4) == 0;
}

Trouble handshake_trouble(Session& session, const Target& target, long code) {
  const auto place = fmt::format("{}:{}", target.host, target.port);
  if (!saw_banner(session) && session.received() > most_before_banner) {
    return {Ending::unreachable, fmt::format("banner: {} talks on and on, but not SSH", place), false};
  }
  if (!saw_banner(session)) {
    return {Ending::unreachable, fmt::format("banner: {} hung up before it said who it is", place), true};
  }
  // libssh2 puts a code of its own before the socket's.
  if (session.hung_up() || code == LIBSSH2_ERROR_SOCKET_SEND) {
    return {Ending::unreachable, fmt::format("key exchange: {} hung up", place), true};
  }
  auto message = fmt::format("key exchange with {} failed: {}", place, session.last_error());
  const bool old = std::strcmp(libssh2_version(0), "1.11") < 0;
  if (old && (code == LIBSSH2_ERROR_KEX_FAILURE || code == LIBSSH2_ERROR_METHOD_NONE)) {
    message += fmt::format(
        " (libssh2 {} knows neither AES-GCM, chacha20 nor ETM MACs, and takes RSA host keys with SHA-1 only: "
        "let sshd offer aes256-ctr with hmac-sha2-256 and an ed25519 or ecdsa host key)",
        libssh2_version(0));
  }
  return {Ending::unreachable, std::move(message), false};
}

awaitable<std::optional<Trouble>> shake_hands(std::shared_ptr<Session> session, Target target, Duration each) {
  std::function<long()> step = [&]() -> long {
    const auto said = libssh2_session_handshake(session->raw(), session->descriptor());
    const bool endless =
        said == LIBSSH2_ERROR_EAGAIN && session->received() > most_before_banner && !saw_banner(*session);
    return endless ? LIBSSH2_ERROR_BANNER_RECV : said;
  };
  const auto place = fmt::format("{}:{}", target.host, target.port);
  auto said = co_await session->drive(step, deadline_in(each));
  if (!said && said.error().kind == ErrorKind::timed_out) {
    if (!saw_banner(*session)) {
      const auto* what = session->received() == 0 ? "says nothing" : "does not say that it speaks SSH";
      co_return Trouble{Ending::unreachable, fmt::format("banner: {} accepts the connection but {}", place, what),
                        false};
    }
    said = co_await session->drive(step, deadline_in(each));
  }
  if (!said) {
    const auto how = said.error().kind == ErrorKind::timed_out ? " in time" : ": " + said.error().message;
    co_return Trouble{Ending::unreachable, fmt::format("key exchange: {} did not finish{}", place, how), false};
  }
  if (*said != 0) {
    co_return handshake_trouble(*session, target, *said);
  }
  co_return std::nullopt;
}

/// Carries bytes one way until either end is over.
awaitable<void> carry_in(std::shared_ptr<Stream> stream, std::shared_ptr<Socket> socket) {
  std::vector<char> buffer(32'768);
  while (socket->is_open()) {
    const auto got = co_await stream->read(buffer.data(), buffer.size(), Deadline::max());
    if (!got || *got == 0) {
      break;
    }
    boost::system::error_code error;
    for (std::size_t sent = 0; sent < *got && !error;) {
      sent += co_await socket->async_write_some(boost::asio::buffer(buffer.data() + sent, *got - sent),
                                                boost::asio::redirect_error(boost::asio::use_awaitable, error));
    }
    if (error) {
      break;
    }
  }
  boost::system::error_code ignored;
  stream->close();
  socket->close(ignored);
}

awaitable<void> carry_out(std::shared_ptr<Stream> stream, std::shared_ptr<Socket> socket) {
  std::vector<char> buffer(32'768);
  while (socket->is_open()) {
    boost::system::error_code error;
    const auto got = co_await socket->async_read_some(boost::asio::buffer(buffer),
                                                      boost::asio::redirect_error(boost::asio::use_awaitable, error));
    if (error) {
      break;
    }
    const auto sent = co_await stream->write({buffer.data(), got}, Deadline::max());
    if (!sent) {
      break;
    }
  }
  boost::system::error_code ignored;
  stream->close();
  socket->close(ignored);
}

/// A socket whose bytes a tunnel of the jump host carries. The jump's session is this target's alone: a dead target
/// would block every other that went through the same one.
awaitable<Tried<std::pair<Socket, std::shared_ptr<void>>>> jump(Context& context, Target target, int depth) {
  const auto& jumps = context.roster.jumps;
  const auto found =
      std::find_if(jumps.begin(), jumps.end(), [&](const Jump& own) { return own.name == target.login.via; });
  if (found == jumps.end() || depth >= most_jumps) {
    co_return trouble(Ending::failed, fmt::format("there is no way through the jump host '{}'", target.login.via));
  }
  Target outer{.host = found->host, .port = found->port, .login = found->login, .started = target.started};
  auto below = co_await open_session(context, std::move(outer), depth + 1);
  if (!below) {
    co_return trouble(below.error().ending, fmt::format("jump host {}: {}", found->name, below.error().message),
                      below.error().passing);
  }
  auto opened =
      co_await open_channel_stream(below->session, target.host, target.port,
                                   deadline_in(context.options.connect_timeout), context.options.connect_timeout);
  if (!opened) {
    co_return trouble(Ending::unreachable, fmt::format("connect through jump host {} to {}:{}: {}", found->name,
                                                       target.host, target.port, opened.error().message));
  }
  boost::asio::local::stream_protocol::socket ours{context.executor};
  boost::asio::local::stream_protocol::socket theirs{context.executor};
  boost::system::error_code error;
  boost::asio::local::connect_pair(ours, theirs, error);
  if (error) {
    co_return trouble(Ending::failed, "no pair of sockets: " + error.message());
  }
  const std::shared_ptr<Stream> stream = std::move(*opened);
  const auto far = std::make_shared<Socket>(std::move(theirs));
  boost::asio::co_spawn(context.executor, carry_in(stream, far), boost::asio::detached);
  boost::asio::co_spawn(context.executor, carry_out(stream, far), boost::asio::detached);
  co_return std::pair<Socket, std::shared_ptr<void>>{Socket{std::move(ours)}, below->session};
}

awaitable<Tried<std::pair<Socket, std::shared_ptr<void>>>> reach(Context& context, Target target, int depth) {
  if (!target.login.via.empty()) {
    co_return co_await jump(context, std::move(target), depth);
  }
  auto socket = co_await connect_tcp(target.host, target.port, deadline_in(context.options.connect_timeout));
  if (!socket) {
    co_return trouble(Ending::unreachable, "connect: " + socket.error().message);
  }
  co_return std::pair<Socket, std::shared_ptr<void>>{std::move(*socket), nullptr};
}

awaitable<Tried<Connected>> try_once(Context& context, Target target, int depth) {
  auto pass = co_await context.handshakes.enter(fmt::format("{} {}:{}", target.login.via, target.host, target.port));
  auto reached = co_await reach(context, target, depth);
  if (!reached) {
    co_return tl::unexpected<Trouble>(reached.error());
  }
  const auto session = std::make_shared<Session>(std::move(reached->first));
  session->below = std::move(reached->second);
  if (session->broken()) {
    co_return trouble(Ending::failed, session->why_broken());
  }
  if (target.started) {
    target.started(session);
  }
  // The same private address means another host behind each jump host.
  const auto known_as = target.login.via.empty() ? target.host : target.login.via + "/" + target.host;
  prefer(*session, context.host_keys.types(known_as, target.port, target.login.host_key));
  if (const auto bad = co_await shake_hands(session, target, context.options.connect_timeout)) {
    co_return tl::unexpected<Trouble>(*bad);
  }
  std::size_t size = 0;
  int type = 0;
  const char* key = libssh2_session_hostkey(session->raw(), &size, &type);
  const std::string_view blob{key != nullptr ? key : "", key != nullptr ? size : 0};
  Connected connected{.session = session, .host_key = fmt::format("{} {}", key_type(blob), fingerprint(blob))};
  if (auto bad = context.host_keys.judge(known_as, target.port, target.login.host_key, blob)) {
    co_await session->close(deadline_in(Duration{500}));
    co_return tl::unexpected<Trouble>(*bad);
  }
  if (const auto bad =
          co_await log_in(session, target.login, context.keys, deadline_in(context.options.login_timeout))) {
    co_await session->close(deadline_in(Duration{500}));
    co_return tl::unexpected<Trouble>(*bad);
  }
  co_return connected;
}

}  // namespace

awaitable<Tried<Connected>> open_session(Context& context, Target target, int depth) {
  for (int tries = 1;; ++tries) {
    auto connected = co_await try_once(context, target, depth);
    if (connected || !connected.error().passing) {
      co_return connected;
    }
    spdlog::info("{}:{}: {} (try {} of {})", target.host, target.port, connected.error().message, tries, most_tries);
    if (tries == most_tries) {
      auto bad = connected.error();
      bad.message += fmt::format(", {} times (too many logins at once? see sshd's MaxStartups)", tries);
      bad.passing = false;
      co_return tl::unexpected<Trouble>(std::move(bad));
    }
    co_await sleep_until(deadline_in(Duration{250 * tries + static_cast<int>(random_token()[0]) % 16 * 20}));
  }
}

}  // namespace labcheck::observe
