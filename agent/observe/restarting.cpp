#include "observe/restarting.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include <labcheck/check_type.hpp>

namespace labcheck::observe {
namespace {

using Place = std::pair<std::string, std::string>;  ///< candidate and host

bool has_ended(const Record& record, const CheckKey& check) {
  return std::any_of(record.ends.begin(), record.ends.end(), [&](const CheckEnd& end) { return end.check == check; });
}

/// The hosts that an unended check may have restarted: all of the candidate's where only a run can tell which.
void add_hosts(const CandidatePlan& plan, const PlannedCheck& check, std::set<Place>& places) {
  for (const auto& steps : check.alternatives) {
    for (const auto& step : steps) {
      for (const auto& host : step.hosts) {
        places.emplace(plan.candidate->id, host);
      }
      for (const auto& host : plan.hosts) {
        if (step.late) {
          places.emplace(plan.candidate->id, host.name);
        }
      }
    }
  }
}

}  // namespace

Script boot_script() {
  return {.text = "IFS= read -r boot </proc/sys/kernel/random/boot_id; printf '%s\\n' \"$boot\""};
}

Script restart_script() {
  return {.text = R"sh(
if [ "$(id -u)" != 0 ]; then echo "only root may restart a host: log in as root or use sudo"; exit; fi
if command -v systemctl >/dev/null 2>&1 && [ -d /run/systemd/system ]; then
  set -- systemctl reboot -i
elif command -v reboot >/dev/null 2>&1; then
  set -- reboot
elif command -v shutdown >/dev/null 2>&1; then
  set -- shutdown -r now
else
  echo "the host has none of systemctl, reboot and shutdown"; exit
fi
if command -v setsid >/dev/null 2>&1; then
  setsid sh -c 'sleep 1; exec "$@"' labcheck-restart "$@" </dev/null >/dev/null 2>&1 9>&- &
else
  (trap '' HUP; sleep 1; exec "$@") </dev/null >/dev/null 2>&1 9>&- &
fi
echo ordered
)sh",
          .alone = true};
}

std::vector<HostFacts> expected_hosts(const Record& record, const Plan& plan) {
  std::set<Place> restarting;
  for (const auto& key : record.started) {
    for (const auto& candidate : plan.candidates) {
      const bool concerned = candidate.candidate->id == key.candidate && candidate.scenario->id == key.scenario;
      for (const auto& check : candidate.checks) {
        if (concerned && check.check->id == key.check && check.check->phase == Phase::reboot &&
            !has_ended(record, key)) {
          add_hosts(candidate, check, restarting);
        }
      }
    }
  }
  auto hosts = record.hosts;
  for (auto& host : hosts) {
    if (restarting.count({host.candidate, host.host}) > 0) {
      host.boot_id.clear();
    }
  }
  return hosts;
}

}  // namespace labcheck::observe
