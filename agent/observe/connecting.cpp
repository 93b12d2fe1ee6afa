#include "observe/connecting.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include "observe/encoding.hpp"
#include "observe/jump.hpp"
#include "observe/login.hpp"
#include "observe/straight.hpp"

namespace labcheck::observe {
namespace {

using boost::asio::awaitable;

constexpr int most_tries = 4;
/// How long one counts among the handshakes under way: while nothing is there yet, and then.
constexpr Duration counts_unheard{1'000};
constexpr Duration counts_connected{5'000};
constexpr std::uint64_t most_before_banner = 64U << 10;
constexpr std::size_t longest_banner = 255;  // RFC 4253
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
  const auto place = place_of(target.host, target.port);
  if (!saw_banner(session) && session.received() > most_before_banner) {
    return {Ending::unreachable, fmt::format("banner: {} talks on and on, but not SSH", place), false};
  }
  if (!saw_banner(session)) {
    return {Ending::unreachable, fmt::format("banner: {} hung up before it said who it is", place), true};
  }
  if (std::strlen(libssh2_session_banner_get(session.raw())) > longest_banner) {
    return {Ending::unreachable, fmt::format("banner: {} says more than a banner may hold", place), false};
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

/// The same private address means another host behind each jump host.
KnownAs known_as(const Target& target) {
  const auto& ssh = target.login.ssh;
  KnownAs known{.name = target.host, .port = target.port, .pin = target.login.host_key};
  known.strict = ssh.strict;
  known.files = ssh.known_hosts;
  if (!ssh.known_as.empty()) {
    known.name = ssh.known_as;
    known.port = 22;
  } else if (!target.login.via.empty()) {
    known.plain_name = target.host;
    known.name = target.login.via + "/" + target.host;
  }
  return known;
}

awaitable<Tried<Way>> reach(Context& context, Target target, int depth) {
  if (!target.login.via.empty()) {
    co_return co_await reach_through_jump(context, std::move(target), depth);
  }
  auto socket = co_await connect_tcp(target.host, target.port, deadline_in(patience_of(context, target)));
  if (!socket) {
    co_return trouble(Ending::unreachable, "connect: " + socket.error().message);
  }
  co_return Way{std::move(*socket), nullptr};
}

/// The jump host's own handshake must not wait for ours, so that its target takes its turn when it is reached.
awaitable<Tried<Way>> reach_in_turn(Context& context, Target target, int depth, Admission::Pass& pass) {
  const bool straight = target.login.via.empty();
  if (straight) {
    pass = co_await context.handshakes.enter(counts_unheard);
  }
  if (context.over) {
    co_return trouble(Ending::interrupted, "the run is over");
  }
  auto reached = co_await reach(context, std::move(target), depth);
  if (reached && !straight) {
    pass = co_await context.handshakes.enter(counts_connected);
  }
  pass.extend(counts_connected);
  co_return reached;
}

awaitable<Tried<Connected>> try_once(Context& context, Target target, int depth) {
  const auto address = fmt::format("{} {}:{}", target.login.via, target.host, target.port);
  const auto first = co_await context.handshakes_per_address.enter(address);
  Admission::Pass pass;
  auto reached = co_await reach_in_turn(context, target, depth, pass);
  if (!reached) {
    co_return tl::unexpected<Trouble>(reached.error());
  }
  const auto session = std::make_shared<Session>(std::move(reached->socket));
  session->below = std::move(reached->below);
  if (session->broken()) {
    co_return trouble(Ending::failed, session->why_broken());
  }
  if (target.started) {
    target.started(session);
  }
  const auto known = known_as(target);
  prefer(*session, context.host_keys.types(known));
  if (const auto bad = co_await shake_hands(session, target, patience_of(context, target))) {
    co_return tl::unexpected<Trouble>(*bad);
  }
  std::size_t size = 0;
  int type = 0;
  const char* key = libssh2_session_hostkey(session->raw(), &size, &type);
  const std::string_view blob{key != nullptr ? key : "", key != nullptr ? size : 0};
  Connected connected{.session = session, .host_key = fmt::format("{} {}", key_type(blob), fingerprint(blob))};
  if (auto bad = context.host_keys.judge(known, blob)) {
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

awaitable<std::optional<Trouble>> shake_hands(std::shared_ptr<Session> session, Target target, Duration each) {
  std::function<long()> step = [&]() -> long {
    const auto said = libssh2_session_handshake(session->raw(), session->descriptor());
    const bool endless =
        said == LIBSSH2_ERROR_EAGAIN && session->received() > most_before_banner && !saw_banner(*session);
    return endless ? LIBSSH2_ERROR_BANNER_RECV : said;
  };
  const auto place = place_of(target.host, target.port);
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

Duration patience_of(const Context& context, const Target& target) {
  const int seconds = target.login.ssh.connect_seconds;
  return seconds > 0 ? Duration{seconds * 1'000} : context.options.connect_timeout;
}

awaitable<Tried<Connected>> open_session(Context& context, Target target, int depth) {
  for (int tries = 1;; ++tries) {
    auto connected = co_await try_once(context, target, depth);
    if (connected || !connected.error().passing) {
      co_return connected;
    }
    spdlog::info("{}: {} (try {} of {})", place_of(target.host, target.port), connected.error().message, tries,
                 most_tries);
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
