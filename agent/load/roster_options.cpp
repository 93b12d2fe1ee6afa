#include <algorithm>

#include <fmt/format.h>

#include "load/roster.hpp"
#include "load/roster_address.hpp"
#include "load/roster_finish.hpp"
#include "load/roster_ssh_config.hpp"

namespace labcheck::load {
namespace {

const auto option_name = std::make_shared<const std::string>("--host");

/// One `ROLE=[USER@]ADDRESS[:PORT]`, or nothing and an error.
std::optional<DraftHost> read_option(const std::string& option, Findings& findings) {
  const Place place{.file = option_name};
  const auto equals = option.find('=');
  if (equals == std::string::npos || equals == 0) {
    findings.error(place, fmt::format("'{}' is no ROLE=[USER@]ADDRESS[:PORT] or ROLE=local", option));
    return std::nullopt;
  }
  const auto role = option.substr(0, equals);
  if (!check_name(role, "_-./", "role", place, findings)) {
    return std::nullopt;
  }
  const auto text = option.substr(equals + 1);
  const auto at = text.rfind('@');
  const auto user = at == std::string::npos ? std::string{} : text.substr(0, at);
  const auto bare = at == std::string::npos ? text : text.substr(at + 1);
  auto host = parse_bare_host(bare);
  if (!host || (at != std::string::npos && (user.empty() || host->local))) {
    findings.error(place, fmt::format("'{}': {}", option,
                                      !host          ? host.error().message
                                      : user.empty() ? "no user before '@'"
                                                     : "'local' takes no user"));
    return std::nullopt;
  }
  DraftHost draft{.host = std::move(*host), .login = {}};
  draft.host.role = role;
  draft.host.place = place;
  if (!user.empty()) {
    draft.login.user = user;
  }
  return draft;
}

std::string source_text(const HostOptions& options) {
  std::string text;
  for (const auto& option : options.hosts) {
    text += option + "\n";
  }
  return text;
}

}  // namespace

Loaded<Roster> roster_from_options(const HostOptions& options, const SecretSources& secrets,
                                   const SshConfig& ssh_config) {
  Loaded<Roster> loaded;
  Findings findings{loaded.diagnostics};
  DraftCandidate candidate{.candidate = {.id = "lab", .place = {.file = option_name}}};
  for (const auto& option : options.hosts) {
    auto host = read_option(option, findings);
    if (!host) {
      continue;
    }
    host->host.index =
        static_cast<int>(std::count_if(candidate.hosts.begin(), candidate.hosts.end(),
                                       [&](const auto& other) { return other.host.role == host->host.role; }));
    host->login.sudo = options.sudo;
    if (!options.key.empty()) {
      host->login.key = expand_home(options.key);
    }
    if (options.ask_password) {
      host->login.password =
          SecretSpec{.kind = SecretSpec::Kind::ask, .text = "password", .place = {.file = option_name}};
    }
    candidate.hosts.push_back(std::move(*host));
  }
  if (candidate.hosts.empty() && !has_errors(loaded.diagnostics)) {
    findings.error({.file = option_name}, "no host was given");
  }
  if (has_errors(loaded.diagnostics)) {
    return loaded;
  }
  Draft draft;
  draft.candidates.push_back(std::move(candidate));
  apply_ssh_config(draft, ssh_config, findings);
  auto roster = finish_roster(draft, *option_name, secrets, findings);
  roster.sources.push_back({.name = *option_name, .text = source_text(options)});
  if (!has_errors(loaded.diagnostics)) {
    loaded.value = std::make_shared<const Roster>(std::move(roster));
  }
  return loaded;
}

}  // namespace labcheck::load
