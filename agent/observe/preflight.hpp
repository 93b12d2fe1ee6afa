#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include <labcheck/ledger.hpp>
#include <labcheck/plan.hpp>

#include "observe/asker.hpp"

namespace labcheck::observe {

/// `note` is for the proctor's eye; `trouble` keeps a host from being ready; `unknown` was never reached.
enum class Readiness { ok, note, trouble, unknown };

constexpr std::string_view to_string(Readiness readiness) {
  constexpr std::string_view names[] = {"ok", "note", "trouble", "unknown"};
  return names[static_cast<int>(readiness)];
}

/// One side of a host's being ready: "reach", "host key", "login", "sudo", "shell", "tools", "forwarding", "clock",
/// "identity".
struct Aspect {
  std::string name{};
  Readiness state{Readiness::unknown};
  std::string message{};  ///< in words; may be empty where all is well
};

struct HostReadiness {
  std::string candidate{};
  std::string host{};
  std::string address{};  ///< the agent's way in
  std::vector<Aspect> aspects{};
  HostFacts facts{};

  bool ready() const;
};

/// What a host answered before a run: to a script that is the same for every scenario, and to a tunnel.
struct PreflightAnswers {
  std::string candidate{};
  std::string host{};
  const RosterHost* place{nullptr};
  Answer shell{};
  std::optional<Answer> tunnel{};  ///< not asked where no shell answered
};

/// What the engine told of the hosts meanwhile, by candidate and host.
struct Introductions {
  std::map<std::pair<std::string, std::string>, HostFacts> facts{};
  std::map<std::pair<std::string, std::string>, std::vector<Flag>> flags{};
};

/// Asks every host of a plan, all at once. Nothing of the scenarios is sent, nothing on the hosts is changed.
boost::asio::awaitable<std::vector<PreflightAnswers>> ask_preflight(const Plan& plan, Asker& asker);

/// Judges what a host answered: never throws, every text printable.
HostReadiness read_preflight(const PreflightAnswers& answers, const Introductions& introductions);

/// The tools that labcheck's own scripts need on a host, whatever the scenario.
const std::vector<std::string_view>& needed_tools();

}  // namespace labcheck::observe
