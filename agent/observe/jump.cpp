#include "observe/jump.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "observe/channel.hpp"
#include "observe/straight.hpp"
#include "observe/stream_socket.hpp"

namespace labcheck::observe {
namespace {

using boost::asio::awaitable;
using Moment = std::chrono::steady_clock::time_point;

constexpr int most_jumps = 8;
constexpr Duration shortest_rest{1'000};

/// The trouble that a jump host is known to have, if any.
std::optional<Trouble> known_trouble(const JumpState& state) {
  return state.trouble && std::chrono::steady_clock::now() < state.trouble_over ? state.trouble : std::nullopt;
}

void remember(JumpState& state, const std::optional<Trouble>& bad, Moment begun) {
  state.let_in = state.let_in || !bad;
  state.trouble = bad;
  if (bad) {
    const bool final = bad->ending == Ending::login_refused || bad->ending == Ending::host_key_changed;
    const auto now = std::chrono::steady_clock::now();
    state.trouble_over = final ? Moment::max() : now + std::max<Moment::duration>(shortest_rest, now - begun);
  }
}

awaitable<Tried<Connected>> enter(Context& context, const Jump& jump, Target target, int depth) {
  auto& state = context.jumps[jump.name];
  while (state.scouting) {
    co_await state.news.wait(Deadline::max());
  }
  if (const auto bad = known_trouble(state)) {
    co_return tl::unexpected<Trouble>(*bad);
  }
  const bool scout = !state.let_in;
  state.scouting = scout;
  const auto begun = std::chrono::steady_clock::now();
  Target outer{.host = jump.host, .port = jump.port, .login = jump.login, .started = target.started};
  auto below = co_await open_session(context, std::move(outer), depth + 1);
  if (!below || scout) {
    remember(state, below ? std::nullopt : std::optional{below.error()}, begun);
  }
  if (scout) {
    state.scouting = false;
    state.news.notify();
  }
  co_return below;
}

}  // namespace

awaitable<Tried<Way>> reach_through_jump(Context& context, Target target, int depth) {
  const auto& jumps = context.roster.jumps;
  const auto found =
      std::find_if(jumps.begin(), jumps.end(), [&](const Jump& own) { return own.name == target.login.via; });
  if (found == jumps.end() || depth >= most_jumps) {
    co_return trouble(Ending::failed, fmt::format("there is no way through the jump host '{}'", target.login.via));
  }
  auto below = co_await enter(context, *found, target, depth);
  if (!below) {
    co_return trouble(below.error().ending, fmt::format("jump host {}: {}", found->name, below.error().message),
                      below.error().passing);
  }
  const auto patience = patience_of(context, target);
  auto opened = co_await open_channel_stream(below->session, target.host, target.port, deadline_in(patience), patience);
  if (!opened) {
    co_return trouble(Ending::unreachable, fmt::format("connect through jump host {} to {}: {}", found->name,
                                                       place_of(target.host, target.port), opened.error().message));
  }
  auto socket = socket_over(context.executor, std::move(*opened));
  if (!socket) {
    co_return trouble(Ending::failed, socket.error().message);
  }
  co_return Way{std::move(socket->socket), below->session};
}

}  // namespace labcheck::observe
