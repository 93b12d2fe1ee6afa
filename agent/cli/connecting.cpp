#include "cli/connecting.hpp"

#include <cstdlib>

#include <fmt/format.h>

namespace labcheck::cli {

void add_connecting(CLI::App& command, ConnectingOptions& options) {
  command.add_option("--jobs", options.jobs, "At most this many hosts at once")->check(CLI::PositiveNumber);
  command.add_option("--host-keys", options.host_keys, "strict: only known keys; first-use: learn unknown ones")
      ->check(CLI::IsMember({"strict", "first-use"}))
      ->capture_default_str();
  command.add_option("--known-hosts", options.known_hosts, "Known host keys (default: ~/.ssh/known_hosts)");
  command.add_option("--learnt-hosts", options.learnt_hosts, "File that keeps learnt host keys between runs");
  add_timeouts(command, options.timeouts);
}

observe::EngineOptions engine_options(const ConnectingOptions& options, const Plan& plan) {
  observe::EngineOptions engine;
  engine.host_keys = options.host_keys == "strict" ? observe::HostKeys::strict : observe::HostKeys::first_use;
  const char* home = std::getenv("HOME");
  engine.known_hosts = !options.known_hosts.empty() ? options.known_hosts
                       : home != nullptr            ? std::string{home} + "/.ssh/known_hosts"
                                                    : "";
  engine.these_known_hosts = !options.known_hosts.empty();
  if (!engine.these_known_hosts) {
    engine.more_known_hosts = {"/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2"};
  }
  engine.learnt_hosts = options.learnt_hosts;
  engine.sessions = options.jobs;
  engine.connect_timeout = options.timeouts.connect;
  engine.shell_timeout = options.timeouts.connect;
  engine.login_timeout = options.timeouts.login;
  for (const auto& candidate : plan.candidates) {
    for (const auto& host : candidate.hosts) {
      if (host.proctor) {
        engine.proctor_hosts.emplace(candidate.candidate->id, host.name);
      }
    }
  }
  return engine;
}

bool collect_secrets(const Plan& plan, observe::Masker& masker) {
  bool good = true;
  const auto add = [&](const Secret& secret, const std::string& whose) {
    if (!secret.empty() && !masker.add(secret)) {
      complain(fmt::format("{} is too short to be kept out of the ledger: use at least 4 characters", whose));
      good = false;
    }
  };
  const auto add_login = [&](const Login& login, const std::string& whose) {
    for (const auto& secret : {login.password, login.passphrase, login.sudo_password}) {
      if (secret) {
        add(*secret, "a password of " + whose);
      }
    }
  };
  for (const auto& candidate : plan.roster->candidates) {
    for (const auto& host : candidate.hosts) {
      add_login(host.login, fmt::format("candidate '{}'", candidate.id));
    }
  }
  for (const auto& jump : plan.roster->jumps) {
    add_login(jump.login, fmt::format("jump host '{}'", jump.name));
  }
  for (const auto& candidate : plan.roster->candidates) {
    for (const auto& name : candidate.secret_parameters) {
      add(Secret{candidate.parameters.at(name)}, fmt::format("parameter '{}'", name));
    }
  }
  for (const auto& candidate : plan.candidates) {
    for (const auto& parameter : candidate.scenario->parameters) {
      const auto value = candidate.parameters.find(parameter.name);
      if (parameter.type == ParameterType::secret && value != candidate.parameters.end() && value->second.is_string()) {
        add(Secret{value->second.get<std::string>()}, fmt::format("parameter '{}'", parameter.name));
      }
    }
  }
  return good;
}

}  // namespace labcheck::cli
