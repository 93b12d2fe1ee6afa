#include <chrono>
#include <csignal>
#include <ctime>
#include <iostream>
#include <memory>
#include <optional>

#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <fmt/chrono.h>
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/connecting.hpp"
#include "cli/inputs.hpp"
#include "cli/outputs.hpp"
#include "judge/run.hpp"
#include "ledger/ledger.hpp"
#include "observe/engine.hpp"
#include "observe/log.hpp"
#include "observe/run.hpp"
#include "plan/plan.hpp"

namespace labcheck::cli {
namespace {

namespace asio = boost::asio;

struct RunOptions {
  TargetOptions target{};
  ReportOptions report{};
  std::string ledger{};
  std::string key_file{};  ///< the secret key of `--sign`
  ConnectingOptions connecting{};
  int verbosity{0};
  bool quiet{false};
};

void describe(CLI::App& command, RunOptions& options) {
  add_scenarios(command, options.target);
  add_targets(command, options.target);
  add_reports(command, options.report);
  command.add_option("--ledger", options.ledger, "Where to keep the run (default: labcheck-TIME.labcheck)");
  command.add_option("--sign", options.key_file, "Sign the ledger at the end with this secret key (see keygen)");
  add_connecting(command, options.connecting);
  command.add_flag("-q,--quiet", options.quiet, "No progress");
  command.add_flag("-v,--verbose", options.verbosity, "Progress and the agent's own log; -vv for more");
}

Time now() {
  return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

std::string ledger_path(const RunOptions& options, Time started) {
  if (!options.ledger.empty()) {
    return options.ledger;
  }
  const auto seconds = std::chrono::system_clock::to_time_t(started);
  return fmt::format("labcheck-{:%Y%m%dT%H%M%SZ}.labcheck", fmt::gmtime(seconds));
}

/// The key of `--sign`, if there is one.
Result<std::optional<ledger::SigningKey>> signing_key(const RunOptions& options) {
  if (options.key_file.empty()) {
    return std::nullopt;
  }
  LABCHECK_TRY_ASSIGN(auto key, ledger::SigningKey::read(options.key_file));
  return std::optional{std::move(key)};
}

/// Ctrl-C once: nothing new is asked, what was changed is restored. Twice: the program ends at once.
void watch_signals(asio::signal_set& signals, observe::RunControl& control, observe::Engine& engine) {
  signals.async_wait([&](const boost::system::error_code& problem, int) {
    if (problem) {
      return;
    }
    if (control.stop) {
      ::_exit(exit_interrupted);
    }
    control.stop = true;
    control.reason = "the run was interrupted";
    complain("interrupted: restoring what was changed (again: stop at once)");
    engine.interrupt();
    watch_signals(signals, control, engine);
  });
}

observe::Progress progress_of(const RunOptions& options) {
  observe::Progress progress;
  if (options.verbosity > 0 || (!options.quiet && ::isatty(STDERR_FILENO) == 1)) {
    progress.check_done = [](const CandidatePlan& plan, const CheckResult& check) {
      std::cerr << report::printable(fmt::format("{} {} {}: {}", plan.candidate->id, plan.scenario->id, check.id,
                                                 to_string(check.outcome)))
                << '\n';
    };
  }
  return progress;
}

/// Asks the whole plan on this thread; `judged` is the same plan without secrets.
Record observe_plan(const Plan& plan, const Plan& judged, LedgerWriter& ledger, const observe::Masker& masker,
                    RunInfo& info, const RunOptions& options) {
  asio::io_context io{1};
  observe::RunControl control;
  asio::signal_set signals{io, SIGINT, SIGTERM};
  observe::Recorder recorder{ledger};
  const observe::EngineEvents events{.host = [&](const HostFacts& facts) { recorder.host(facts); },
                                     .flag = [&](const Flag& flag) { recorder.flag(flag); }};
  const auto engine =
      observe::Engine::create(io, *plan.roster, masker, engine_options(options.connecting, plan), events);
  watch_signals(signals, control, *engine);
  const auto progress = progress_of(options);
  auto whole = [&]() -> asio::awaitable<void> {
    co_await observe::run_plan(plan, judged, *engine, recorder, progress, control);
    co_await engine->close();
    signals.cancel();
  };
  asio::co_spawn(io, whole(), [&](const std::exception_ptr& problem) {
    if (problem) {
      std::rethrow_exception(problem);
    }
  });
  io.run();
  info.interrupted = control.stop;
  info.ended = now();
  return recorder.take(info);
}

int run(const RunOptions& options) {
  const auto outputs = outputs_of(options.report);
  if (!outputs) {
    return exit_invalid;
  }
  auto signer = signing_key(options);
  if (!signer) {
    complain(signer.error().message);
    return exit_invalid;
  }
  observe::Masker masker;
  observe::start_log(masker, options.verbosity);
  const auto random = plan::random_text();
  const auto plan = make_plan(options.target, random);
  if (!plan || !collect_secrets(*plan, masker)) {
    return exit_invalid;
  }
  RunInfo info{.id = random(16), .started = now(), .ended = {}, .interrupted = false, .version = LABCHECK_VERSION};
  const auto path = ledger_path(options, info.started);
  auto ledger = ledger::create_ledger(path, std::move(*signer));
  if (!ledger) {
    complain(ledger.error().message);
    return exit_resource;
  }
  const auto judged = plan::without_secrets(*plan);
  (*ledger)->begin(info, judged);
  const auto record = observe_plan(*plan, judged, **ledger, masker, info, options);
  (*ledger)->end(info);
  const bool kept = (*ledger)->close();
  const auto trouble = (*ledger)->trouble();
  const auto result = judge::judge_run(judged, record);
  const bool written = write_outputs(*outputs, result, options.report);
  if (!options.quiet) {
    std::cerr << "ledger: " << report::printable(path) << '\n';
  }
  if (!kept || !written) {
    complain(kept ? "a report could not be written" : fmt::format("the ledger {}: {}", path, trouble));
    return exit_resource;
  }
  return info.interrupted ? exit_interrupted : report::exit_code(result, options.report.allow_manual);
}

}  // namespace

void add_run(CLI::App& program, Action& chosen) {
  add_command<RunOptions>(program, chosen, "run", "Grade candidates' hosts", describe, run);
}

}  // namespace labcheck::cli
