#include "observe/preflight.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "observe/gather.hpp"
#include "plan/binding.hpp"

namespace labcheck::observe {
namespace {

using boost::asio::awaitable;

constexpr Duration shell_timeout{20'000};
constexpr Duration tunnel_timeout{10'000};
/// Nobody listens there, as a rule; refused or not, the answer tells that sshd forwards.
constexpr std::uint16_t any_port = 1;

/// The same for every scenario: candidates may read it.
constexpr std::string_view script = R"sh(printf 'user %s\n' "$(id -u)"
for tool; do command -v "$tool" >/dev/null 2>&1 || printf 'lacks %s\n' "$tool"; done
if ! command -v dpkg-query >/dev/null 2>&1 && ! command -v rpm >/dev/null 2>&1; then echo 'lacks dpkg-query or rpm'; fi
)sh";

const RosterHost* place_of(const Candidate& candidate, const BoundHost& bound) {
  const auto found = std::find_if(candidate.hosts.begin(), candidate.hosts.end(),
                                  [&](const RosterHost& host) { return plan::is_bound_to(bound, host); });
  return found == candidate.hosts.end() ? nullptr : &*found;
}

/// The hosts of all scenarios, each once.
std::vector<PreflightAnswers> hosts_of(const Plan& plan) {
  std::vector<PreflightAnswers> hosts;
  std::set<std::pair<std::string, std::string>> known;
  for (const auto& candidate : plan.candidates) {
    for (const auto& bound : candidate.hosts) {
      const auto* place = place_of(*candidate.candidate, bound);
      if (place != nullptr && known.emplace(candidate.candidate->id, bound.name).second) {
        hosts.push_back({.candidate = candidate.candidate->id, .host = bound.name, .place = place});
      }
    }
  }
  return hosts;
}

awaitable<void> ask_host(PreflightAnswers& host, Asker& asker) {
  Script fixed{.text = std::string{script}, .arguments = {}, .alone = false};
  for (const auto tool : needed_tools()) {
    fixed.arguments.emplace_back(tool);
  }
  Asked shell{.candidate = host.candidate, .host = host.host, .request = std::move(fixed), .timeout = shell_timeout};
  host.shell = co_await asker.ask(std::move(shell));
  if (host.shell.ending != Ending::completed || host.place->local) {
    co_return;
  }
  Exchange knock{.protocol = "tcp", .host = "127.0.0.1", .port = any_port, .details = {{"receive", 0}}};
  Asked tunnel{.candidate = host.candidate, .host = host.host, .request = std::move(knock), .timeout = tunnel_timeout};
  host.tunnel = co_await asker.ask(std::move(tunnel));
}

}  // namespace

const std::vector<std::string_view>& needed_tools() {
  static const std::vector<std::string_view> tools{
      "awk",     "base64", "cat",       "chmod", "chown", "cut",       "date", "df", "du",    "env",      "find",
      "getent",  "grep",   "head",      "id",    "ip",    "mkdir",     "mv",   "od", "ps",    "readlink", "rm",
      "runuser", "sed",    "sha256sum", "sort",  "stat",  "systemctl", "tail", "tr", "uname", "wc"};
  return tools;
}

awaitable<std::vector<PreflightAnswers>> ask_preflight(const Plan& plan, Asker& asker) {
  auto hosts = hosts_of(plan);
  std::vector<awaitable<void>> all;
  all.reserve(hosts.size());
  for (auto& host : hosts) {
    all.push_back(ask_host(host, asker));
  }
  co_await gather(std::move(all));
  co_return hosts;
}

bool HostReadiness::ready() const {
  return std::all_of(aspects.begin(), aspects.end(), [](const Aspect& aspect) {
    return aspect.state == Readiness::ok || aspect.state == Readiness::note;
  });
}

}  // namespace labcheck::observe
