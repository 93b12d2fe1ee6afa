#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <fmt/format.h>

#include <labcheck/spelling.hpp>

#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/rethrow.hpp"
#include "observe/engine.hpp"
#include "report/report.hpp"

namespace labcheck::cli {
namespace {

namespace asio = boost::asio;

constexpr Duration script_timeout = std::chrono::minutes{10};

struct ApplyOptions {
  TargetOptions target{};
  std::vector<std::string> scripts{};  ///< HOST=SCRIPT
  bool all{false};
};

void describe(CLI::App& command, ApplyOptions& options) {
  add_targets(command, options.target);
  command.add_option("script", options.scripts, "HOST=SCRIPT: bash scripts, each for one host of the candidate");
  command.add_flag("--all", options.all, "Only see that every host of the roster runs a script");
}

/// One script for one host.
struct Job {
  const Candidate* candidate{nullptr};
  std::string host{};
  Request request{};
  Answer answer{};
};

std::string name_of(const Candidate& candidate, const RosterHost& host) {
  const auto siblings = std::count_if(candidate.hosts.begin(), candidate.hosts.end(),
                                      [&](const RosterHost& other) { return other.role == host.role; });
  return siblings == 1 ? host.role : fmt::format("{}[{}]", host.role, host.index);
}

/// A host that is one scenario's alone has slashes in its name.
std::string variable_of(std::string name) {
  std::replace_if(
      name.begin(), name.end(), [](char byte) { return byte == '/' || byte == '.'; }, '_');
  return name;
}

/// What a script is told: parameters and addresses.
std::vector<std::string> variables(const Candidate& candidate, const RosterHost& self) {
  std::vector<std::string> told;
  for (const auto& [name, value] : candidate.parameters) {
    told.push_back(fmt::format("LABCHECK_PARAM_{}={}", name, value));
  }
  for (const auto& host : candidate.hosts) {
    const auto name = name_of(candidate, host);
    told.push_back(fmt::format("LABCHECK_HOST_{}_ADDRESS={}",
                               variable_of(name == host.role ? name : fmt::format("{}_{}", host.role, host.index)),
                               host.address));
  }
  told.push_back("LABCHECK_SELF_ADDRESS=" + self.address);
  return told;
}

/// The script's text reaches bash as an argument of a clean shell, its variables by `env`: nothing on a command line
/// of ours, nothing on standard input.
Job job_for(const Candidate& candidate, const RosterHost& host, std::string text) {
  Script script{.text = "script=$1; shift; exec env \"$@\" bash -euo pipefail -c \"$script\" 2>&1", .alone = true};
  script.arguments = variables(candidate, host);
  script.arguments.insert(script.arguments.begin(), std::move(text));
  return {.candidate = &candidate, .host = name_of(candidate, host), .request = std::move(script)};
}

/// The jobs of the command line, or nullopt once what is wrong with it is said.
std::optional<std::vector<Job>> jobs_of(const ApplyOptions& options, const Roster& roster) {
  std::vector<Job> jobs;
  std::vector<std::string> names;
  for (const auto& candidate : roster.candidates) {
    for (const auto& host : candidate.hosts) {
      names.push_back(name_of(candidate, host));
      if (options.all) {
        jobs.push_back(job_for(candidate, host, ":"));
      }
    }
  }
  if (!options.all && roster.candidates.size() != 1) {
    complain("apply works on one candidate: choose one by --candidate");
    return std::nullopt;
  }
  for (const auto& text : options.scripts) {
    const auto equals = text.find('=');
    const auto host = text.substr(0, equals);
    const auto& hosts = roster.candidates.front().hosts;
    const auto found = std::find_if(hosts.begin(), hosts.end(), [&](const RosterHost& one) {
      return name_of(roster.candidates.front(), one) == host;
    });
    std::ifstream in{equals == std::string::npos ? "" : text.substr(equals + 1)};
    if (found == hosts.end() || !in) {
      complain(found == hosts.end() ? fmt::format("no host '{}'{}", host, did_you_mean(host, names))
                                    : fmt::format("no script in '{}' (HOST=SCRIPT)", text));
      return std::nullopt;
    }
    jobs.push_back(job_for(roster.candidates.front(), *found, {std::istreambuf_iterator<char>{in}, {}}));
  }
  return jobs;
}

void carry_out(std::vector<Job>& jobs, const Roster& roster) {
  asio::io_context io{1};
  const observe::Masker masker;
  const observe::EngineEvents events{.host = [](const HostFacts&) {}, .flag = [](const Flag&) {}};
  const auto engine = observe::Engine::create(io, roster, masker, {}, events);
  std::size_t left = jobs.size();
  for (auto& job : jobs) {
    auto whole = [&]() -> asio::awaitable<void> {
      observe::Asked asked{
          .candidate = job.candidate->id, .host = job.host, .request = job.request, .timeout = script_timeout};
      auto answer = co_await engine->ask(std::move(asked));
      job.answer = std::move(answer);
      if (--left == 0) {
        co_await engine->close();
      }
    };
    asio::co_spawn(io, whole, rethrow);
  }
  io.run();
}

/// Exit codes: 0 every script ended with status 0, 1 one did not, 4 one could not be run.
int report_jobs(const std::vector<Job>& jobs) {
  int code = exit_ok;
  for (const auto& job : jobs) {
    const auto& answer = job.answer;
    if (answer.ending != Ending::completed) {
      complain(fmt::format("{} {}: {}: {}", job.candidate->id, job.host, to_string(answer.ending), answer.message));
      code = exit_resource;
    } else if (answer.status != 0) {
      complain(fmt::format("{} {}: status {}: {}", job.candidate->id, job.host, *answer.status, answer.out));
      code = code == exit_ok ? exit_failed : code;
    }
  }
  return code;
}

int apply(const ApplyOptions& options) {
  const auto roster = load_roster(options.target);
  if (!roster) {
    return exit_invalid;
  }
  auto jobs = jobs_of(options, **roster);
  if (!jobs) {
    return exit_invalid;
  }
  carry_out(*jobs, **roster);
  return report_jobs(*jobs);
}

}  // namespace

void add_apply(CLI::App& program, Action& chosen) {
  add_command<ApplyOptions>(program, chosen, "apply", "Run scripts as root on a lab's hosts, as qualify does", describe,
                            apply);
}

}  // namespace labcheck::cli
