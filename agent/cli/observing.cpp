#include "cli/observing.hpp"

#include <chrono>
#include <csignal>
#include <utility>

#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>

#include "observe/engine.hpp"
#include "observe/restarting.hpp"

namespace labcheck::cli {
namespace {

namespace asio = boost::asio;

/// Ctrl-C once: nothing new is asked, what was changed is restored. Twice: the program ends at once.
void watch_signals(asio::signal_set& signals, observe::RunControl& control, observe::Engine& engine, const bool& over) {
  signals.async_wait([&](const boost::system::error_code& problem, int) {
    if (problem || over) {
      return;
    }
    if (control.stop) {
      ::_exit(exit_interrupted);
    }
    control.stop = true;
    control.reason = "the run was interrupted";
    complain("interrupted: restoring what was changed (again: stop at once)");
    engine.interrupt();
    watch_signals(signals, control, engine, over);
  });
}

/// What can't be recorded needn't be asked. A timer that has fired can't be cancelled any more, so `over` is looked at.
void watch_ledger(asio::steady_timer& timer, const LedgerWriter& ledger, observe::RunControl& control,
                  observe::Engine& engine, const bool& over) {
  timer.expires_after(std::chrono::milliseconds{200});
  timer.async_wait([&](const boost::system::error_code& problem) {
    if (problem || control.stop || over) {
      return;
    }
    if (ledger.healthy()) {
      watch_ledger(timer, ledger, control, engine, over);
      return;
    }
    control.stop = true;
    control.reason = "the ledger can't be written";
    complain(fmt::format("{}: restoring what was changed", ledger.trouble()));
    engine.interrupt();
  });
}

}  // namespace

Record observe_part(Part& part, LedgerWriter& ledger, const observe::Masker& masker,
                    const ConnectingOptions& connecting, const observe::Progress& progress) {
  asio::io_context io{1};
  observe::RunControl control;
  asio::signal_set signals{io, SIGINT, SIGTERM};
  asio::steady_timer timer{io};
  auto to_engine = engine_options(connecting, part.plan);
  to_engine.earlier = observe::expected_hosts(part.before, part.plan);
  observe::Recorder recorder{ledger};
  recorder.recall(std::move(part.before));
  const observe::EngineEvents events{.host = [&](const HostFacts& facts) { recorder.host(facts); },
                                     .flag = [&](const Flag& flag) { recorder.flag(flag); }};
  const auto engine = observe::Engine::create(io, *part.plan.roster, masker, std::move(to_engine), events);
  bool over = false;
  watch_signals(signals, control, *engine, over);
  watch_ledger(timer, ledger, control, *engine, over);
  auto whole = [&]() -> asio::awaitable<void> {
    co_await observe::run_plan(part.plan, part.judged, *engine, recorder, progress, control, part.past);
    co_await engine->close();
    over = true;
    signals.cancel();
    timer.cancel();
  };
  asio::co_spawn(io, whole(), [&](const std::exception_ptr& problem) {
    if (problem) {
      std::rethrow_exception(problem);
    }
  });
  io.run();
  part.info.interrupted = control.stop;
  part.info.ended = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
  auto record = recorder.take(part.info);
  record.draws = part.past.draws;
  return record;
}

}  // namespace labcheck::cli
