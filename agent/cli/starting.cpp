#include "cli/starting.hpp"

#include <algorithm>
#include <chrono>
#include <memory>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <labcheck/time_text.hpp>

#include "cli/options.hpp"
#include "cli/rethrow.hpp"
#include "cli/standard_error.hpp"

namespace labcheck::cli {
namespace {

namespace asio = boost::asio;
using asio::awaitable;

/// Long enough for hosts that are slow to answer, short enough for sessions to last.
constexpr std::chrono::seconds last_look{60};

void say_what_is_not_ready(const observe::HostReadiness& host) {
  for (const auto& aspect : host.aspects) {
    if (aspect.state == observe::Readiness::trouble) {
      complain(fmt::format("{} {} is not ready: {}: {}", host.candidate, host.host, aspect.name, aspect.message));
    }
  }
}

awaitable<void> look(Waiting waiting, std::shared_ptr<const bool> started) {
  const auto answers = co_await observe::ask_preflight(waiting.plan, waiting.engine);
  if (*started || waiting.control.stop) {
    co_return;  // from here on the run tells it
  }
  std::size_t ready = 0;
  for (const auto& own : answers) {
    const auto host = observe::read_preflight(own, waiting.told);
    ready += host.ready() ? 1 : 0;
    say_what_is_not_ready(host);
  }
  say(fmt::format("{} of {} hosts are ready\n", ready, answers.size()));
}

void begin_to_look(const asio::any_io_executor& executor, Waiting waiting, std::shared_ptr<const bool> started) {
  asio::co_spawn(executor, look(waiting, std::move(started)), rethrow);
}

}  // namespace

awaitable<void> await_start(Waiting waiting, Time start) {
  using Clock = std::chrono::system_clock;
  const auto executor = co_await asio::this_coro::executor;
  const auto started = std::make_shared<bool>(false);
  say(fmt::format("the run starts at {}\n", to_clock(start)));
  begin_to_look(executor, waiting, started);
  bool looks_again = start - Clock::now() > 2 * last_look;
  asio::steady_timer timer{executor};
  while (!waiting.control.stop && Clock::now() < start) {
    if (looks_again && start - Clock::now() <= last_look) {
      looks_again = false;
      begin_to_look(executor, waiting, started);
    }
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(start - Clock::now());
    timer.expires_after(std::clamp(left, std::chrono::milliseconds{1}, std::chrono::milliseconds{200}));
    boost::system::error_code ignored;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  *started = true;
}

}  // namespace labcheck::cli
