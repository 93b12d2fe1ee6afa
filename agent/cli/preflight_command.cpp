#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>

#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/connecting.hpp"
#include "cli/inputs.hpp"
#include "cli/preflight_report.hpp"
#include "cli/rethrow.hpp"
#include "cli/standard_error.hpp"
#include "observe/log.hpp"

namespace labcheck::cli {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using observe::Aspect;
using observe::Readiness;

struct PreflightOptions {
  TargetOptions target{};
  ConnectingOptions connecting{};
  std::string ledger{};
  std::string format{"text"};
  int verbosity{0};
};

void describe(CLI::App& command, PreflightOptions& options) {
  add_scenarios(command, options.target);
  add_targets(command, options.target);
  add_shard(command, options.target);
  add_connecting(command, options.connecting);
  command.add_option("--ledger", options.ledger, "Where the run is to be kept: its folder is looked at");
  command.add_option("--format", options.format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  command.add_flag("-v,--verbose", options.verbosity, "The agent's own log; -vv for more");
}

/// Room and rights for the ledger.
Aspect look_at_folder(const std::string& ledger, std::size_t hosts) {
  std::error_code problem;
  const auto folder = ledger.empty() ? fs::current_path(problem) : fs::absolute(ledger, problem).parent_path();
  const auto space = problem ? fs::space_info{} : fs::space(folder, problem);
  if (problem) {
    return {
        .name = "ledger folder", .state = Readiness::trouble, .message = folder.string() + ": " + problem.message()};
  }
  if (::access(folder.c_str(), W_OK | X_OK) != 0) {
    return {.name = "ledger folder",
            .state = Readiness::trouble,
            .message = fmt::format("{} can't be written to: {}", folder.string(), std::strerror(errno))};
  }
  return ledger_room(folder.string(), space.available, hosts);
}

/// The known hosts' file that the command line names must be there; the usual one may be missing.
Aspect look_at_known_hosts(const ConnectingOptions& options, const observe::EngineOptions& engine) {
  Aspect aspect{.name = "known hosts", .state = Readiness::ok, .message = engine.known_hosts};
  if (!std::ifstream{engine.known_hosts}) {
    const bool wanted = !options.known_hosts.empty() || engine.host_keys == observe::HostKeys::strict;
    aspect.state = wanted ? Readiness::trouble : Readiness::note;
    aspect.message =
        fmt::format("{} can't be read{}", engine.known_hosts, wanted ? "" : ": host keys are learnt on first use");
  }
  return aspect;
}

/// Asks all hosts on this thread; nothing once the user has interrupted it.
std::optional<std::vector<observe::HostReadiness>> ask_hosts(const Plan& plan, const observe::Masker& masker,
                                                             observe::EngineOptions options) {
  asio::io_context io{1};
  observe::Introductions told;
  const observe::EngineEvents events{.host =
                                         [&](const HostFacts& facts) {
                                           told.facts.try_emplace({facts.candidate, facts.host}, facts);
                                         },
                                     .flag =
                                         [&](const Flag& flag) {
                                           told.flags[{flag.candidate, flag.host}].push_back(flag);
                                         }};
  const auto engine = observe::Engine::create(io, *plan.roster, masker, std::move(options), events);
  bool stopped = false;
  asio::signal_set signals{io, SIGINT, SIGTERM};
  signals.async_wait([&](const boost::system::error_code& problem, int) {
    stopped = !problem;
    if (stopped) {
      engine->interrupt("interrupted");
    }
  });
  std::vector<observe::PreflightAnswers> answers;
  auto whole = [&]() -> asio::awaitable<void> {
    answers = co_await observe::ask_preflight(plan, *engine);
    co_await engine->close();
    signals.cancel();
  };
  asio::co_spawn(io, whole(), rethrow);
  io.run();
  if (stopped) {
    return std::nullopt;
  }
  std::vector<observe::HostReadiness> hosts;
  hosts.reserve(answers.size());
  for (const auto& own : answers) {
    hosts.push_back(observe::read_preflight(own, told));
  }
  return hosts;
}

int preflight(const PreflightOptions& options) {
  observe::Masker masker;
  observe::start_log(masker, options.verbosity, say);
  const auto plan = make_plan(options.target, plan::random_text());
  if (!plan || !collect_secrets(*plan, masker)) {
    return exit_invalid;
  }
  const auto engine = engine_options(options.connecting, *plan);
  auto hosts = ask_hosts(*plan, masker, engine);
  if (!hosts) {
    complain("interrupted");
    return exit_interrupted;
  }
  PreflightResult result{.agent = {}, .hosts = std::move(*hosts)};
  result.agent = {look_at_folder(options.ledger, result.hosts.size()), look_at_known_hosts(options.connecting, engine)};
  std::cout << (options.format == "json" ? preflight_json(result) : preflight_text(result)) << std::flush;
  if (!std::cout) {
    complain("standard output can't be written");
    return exit_resource;
  }
  return result.ready() ? exit_ok : exit_undetermined;
}

}  // namespace

void add_preflight(CLI::App& program, Action& chosen) {
  add_command<PreflightOptions>(program, chosen, "preflight",
                                "Look whether the hosts are ready for a run; shows no probe, changes nothing", describe,
                                preflight);
}

}  // namespace labcheck::cli
