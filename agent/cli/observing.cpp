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

#include <labcheck/time_text.hpp>

#include "cli/rethrow.hpp"
#include "cli/starting.hpp"
#include "observe/engine.hpp"
#include "observe/restarting.hpp"

namespace labcheck::cli {
namespace {

namespace asio = boost::asio;

/// Ends a run before all is asked: nothing new is, what was changed is restored. The first to do so says why.
struct Stopping {
  observe::RunControl& control;
  observe::Engine& engine;
  Teller* teller{nullptr};
  bool over{false};         ///< all is asked; a timer that has fired can't be cancelled any more, so this is looked at
  bool by_deadline{false};  ///< that is what ended it
  bool signalled{false};

  void stop(std::string reason) {
    control.stop = true;
    control.reason = reason;
    engine.interrupt(std::move(reason));
  }
};

/// Ctrl-C once ends the run, twice the program.
void watch_signals(asio::signal_set& signals, Stopping& stopping) {
  signals.async_wait([&](const boost::system::error_code& problem, int) {
    if (problem || stopping.over) {
      return;
    }
    if (std::exchange(stopping.signalled, true)) {
      if (stopping.teller != nullptr) {
        stopping.teller->leave();
      }
      ::_exit(exit_interrupted);
    }
    complain("interrupted: restoring what was changed (again: stop at once)");
    if (!stopping.control.stop) {
      stopping.stop("the run was interrupted");
    }
    watch_signals(signals, stopping);
  });
}

/// What can't be recorded needn't be asked, and nothing is asked after the deadline. The machine's clock may be set
/// meanwhile, so it is looked at again and again.
void watch(asio::steady_timer& timer, const LedgerWriter& ledger, std::optional<Time> deadline, Stopping& stopping) {
  timer.expires_after(std::chrono::milliseconds{200});
  timer.async_wait([&timer, &ledger, deadline, &stopping](const boost::system::error_code& problem) {
    if (problem || stopping.control.stop || stopping.over) {
      return;
    }
    if (!ledger.healthy()) {
      complain(fmt::format("{}: restoring what was changed", ledger.trouble()));
      stopping.stop("the ledger can't be written");
    } else if (deadline && std::chrono::system_clock::now() >= *deadline) {
      complain(fmt::format("the deadline, {}: restoring what was changed", to_clock(*deadline)));
      stopping.by_deadline = true;
      stopping.stop(fmt::format("the run's deadline, {}, came first", to_clock(*deadline)));
    } else {
      watch(timer, ledger, deadline, stopping);
    }
  });
}

/// What is told while a part is asked. Flags may come before it begins; they are told then.
class Telling {
 public:
  Telling(Teller* teller, asio::io_context& io) : teller_{teller}, timer_{io}, woken_{io} {}

  observe::Progress progress() const {
    if (teller_ == nullptr) {
      return {};
    }
    auto* teller = teller_;
    return {.check_done = [teller](const auto& plan, const auto& check) { teller->ended(plan, check, false); },
            .check_stood = [teller](const auto& plan, const auto& check) { teller->ended(plan, check, true); }};
  }
  observe::RecorderEvents events() {
    if (teller_ == nullptr) {
      return {};
    }
    return {.observed = [this](const CheckKey& check) { teller_->heard(check); },
            .flag = [this](const Flag& flag) { begun_ ? teller_->flagged(flag) : early_.push_back(flag); }};
  }
  void begin(const Part& part) {
    if (teller_ == nullptr) {
      return;
    }
    begun_ = true;
    teller_->begun(part.info, part.judged);
    for (const auto& flag : early_) {
      teller_->flagged(flag);
    }
    woken_.add(SIGCONT);
    watch_waking();
    tick();
  }
  void end() {
    over_ = true;
    timer_.cancel();
    woken_.cancel();
    if (teller_ != nullptr) {
      teller_->leave();
    }
  }

 private:
  void tick() {
    timer_.expires_after(std::chrono::milliseconds{200});
    timer_.async_wait([this](const boost::system::error_code& problem) {
      if (!problem && !over_) {
        teller_->tick();
        tick();
      }
    });
  }
  void watch_waking() {
    woken_.async_wait([this](const boost::system::error_code& problem, int) {
      if (!problem && !over_) {
        teller_->woken();
        watch_waking();
      }
    });
  }

  Teller* teller_;
  asio::steady_timer timer_;
  asio::signal_set woken_;
  std::vector<Flag> early_{};
  bool begun_{false};
  bool over_{false};
};

observe::EngineEvents introducing(observe::Recorder& recorder, observe::Introductions& told) {
  return {.host =
              [&](const HostFacts& facts) {
                recorder.host(facts);
                told.facts.insert_or_assign({facts.candidate, facts.host}, facts);
              },
          .flag =
              [&](const Flag& flag) {
                recorder.flag(flag);
                told.flags[{flag.candidate, flag.host}].push_back(flag);
              }};
}

observe::EngineOptions engine_for(const Part& part, const ConnectingOptions& connecting) {
  auto options = engine_options(connecting, part.plan);
  options.earlier = observe::expected_hosts(part.before, part.plan);
  return options;
}

}  // namespace

Record observe_part(Part& part, LedgerWriter& ledger, const observe::Masker& masker,
                    const ConnectingOptions& connecting, Teller* teller) {
  asio::io_context io{1};
  observe::RunControl control;
  asio::signal_set signals{io, SIGINT, SIGTERM};
  asio::steady_timer timer{io};
  auto to_engine = engine_for(part, connecting);
  Telling telling{teller, io};
  const auto progress = telling.progress();
  observe::Recorder recorder{ledger, telling.events()};
  recorder.recall(std::move(part.before));
  observe::Introductions told;
  const auto events = introducing(recorder, told);
  const auto engine = observe::Engine::create(io, *part.plan.roster, masker, std::move(to_engine), events);
  Stopping stopping{.control = control, .engine = *engine, .teller = teller};
  watch_signals(signals, stopping);
  watch(timer, ledger, part.timing.deadline, stopping);
  control.reads_first = part.timing.at.has_value();
  const Waiting waiting{.plan = part.plan, .engine = *engine, .told = told, .control = control};
  auto whole = [&]() -> asio::awaitable<void> {
    if (part.timing.at) {
      co_await await_start(waiting, *part.timing.at);
    }
    telling.begin(part);
    co_await observe::run_plan(part.plan, part.judged, *engine, recorder, progress, control, part.past);
    co_await engine->close();
    stopping.over = true;
    telling.end();
    signals.cancel();
    timer.cancel();
  };
  asio::co_spawn(io, whole(), rethrow);
  io.run();
  part.info.interrupted = control.stop && !stopping.by_deadline;
  part.info.deadline = stopping.by_deadline ? part.timing.deadline : std::nullopt;
  part.info.ended = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
  auto record = recorder.take(part.info);
  record.draws = part.past.draws;
  return record;
}

}  // namespace labcheck::cli
