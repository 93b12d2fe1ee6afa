#include "observe/identity.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

#include <labcheck/reading.hpp>

#include "observe/log.hpp"

namespace labcheck::observe {
namespace {

constexpr Duration tolerated_skew{5'000};
constexpr std::size_t longest_value = 128;

/// Lines of `name value`; the clock comes last, so that it is read as late as possible.
constexpr std::string_view text = R"sh(one() { [ -r "$2" ] && read -r v <"$2" && printf '%s %s\n' "$1" "$v"; }
one machine-id /etc/machine-id || one machine-id /var/lib/dbus/machine-id
one product-uuid /sys/class/dmi/id/product_uuid
one boot-id /proc/sys/kernel/random/boot_id
if [ -s /etc/ld.so.preload ]; then echo 'preload /etc/ld.so.preload'; fi
while read -r d m r; do case $m in
/usr/bin|/usr/sbin|/usr/bin/*|/usr/sbin/*|/bin|/bin/*|/sbin|/sbin/*|/usr/lib|/usr/lib/*|/lib|/lib/*|/etc/passwd|/etc/shadow) printf 'mount %s\n' "$m";;
esac; done </proc/mounts
printf 'clock %s\n' "$(date +%s.%N)"
)sh";

/// A value for ledgers and reports: short and printable.
std::string tame(std::string_view value) {
  return printable(value.substr(0, longest_value));
}

/// `1700000000.123456789`, or without a fraction where date knows none.
std::optional<Duration> read_clock(std::string_view value) {
  long long seconds = 0;
  const auto* const end = value.data() + value.size();
  const auto [rest, problem] = std::from_chars(value.data(), end, seconds);
  if (problem != std::errc{} || seconds < 0 || seconds > 100'000'000'000) {
    return std::nullopt;
  }
  long long millis = 500;  // unknown: the middle of the second
  if (end - rest >= 4 && *rest == '.') {
    long long fraction = 0;
    const auto [stop, wrong] = std::from_chars(rest + 1, rest + 4, fraction);
    millis = wrong == std::errc{} && stop == rest + 4 ? fraction : millis;
  }
  return Duration{seconds * 1000 + millis};
}

Flag flag(std::string code, std::string message) {
  return {.candidate = "", .host = "", .code = std::move(code), .message = std::move(message)};
}

void read_line(std::string_view line, Time heard, Identity& identity) {
  const auto blank = line.find(' ');
  if (blank == std::string_view::npos) {
    return;
  }
  const auto name = line.substr(0, blank);
  const auto value = line.substr(blank + 1);
  if (name == "machine-id") {
    identity.facts.machine_id = tame(value);
  } else if (name == "product-uuid") {
    identity.facts.product_uuid = tame(value);
  } else if (name == "boot-id") {
    identity.facts.boot_id = tame(value);
  } else if (name == "preload") {
    identity.flags.push_back(flag("preload", "/etc/ld.so.preload loads a library into every program"));
  } else if (name == "mount") {
    identity.flags.push_back(flag("mount-over-system", fmt::format("something is mounted over {}", tame(value))));
  } else if (name == "clock") {
    if (const auto clock = read_clock(value)) {
      identity.facts.clock_skew = *clock - heard.time_since_epoch();
    }
  }
}

}  // namespace

Script identity_script() {
  return {.text = std::string{text}, .arguments = {}, .alone = false};
}

Identity read_identity(const Answer& answer, Time heard) {
  Identity identity;
  std::string_view rest = answer.out;
  for (int lines = 0; !rest.empty() && lines < 64; ++lines) {
    const auto end = std::min(rest.find('\n'), rest.size());
    read_line(rest.substr(0, end), heard, identity);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  const auto skew = identity.facts.clock_skew;
  if (skew > tolerated_skew || skew < -tolerated_skew) {
    identity.flags.push_back(flag("clock-skew", fmt::format("the host's clock is {}s {}", std::abs(skew.count()) / 1000,
                                                            skew.count() > 0 ? "ahead" : "behind")));
  }
  return identity;
}

std::vector<Flag> Twins::meet(const HostFacts& facts) {
  if (facts.machine_id.empty()) {
    return {};
  }
  const auto [first, fresh] = by_machine_.try_emplace(facts.machine_id, facts);
  const auto& twin = first->second;
  if (fresh || (twin.candidate == facts.candidate && twin.host == facts.host)) {
    return {};
  }
  const auto pair = twin.candidate + '\n' + twin.host + '\n' + facts.candidate + '\n' + facts.host;
  if (std::find(told_.begin(), told_.end(), pair) != told_.end()) {
    return {};
  }
  told_.push_back(pair);
  const bool same_kernel = !facts.boot_id.empty() && facts.boot_id == twin.boot_id;
  const auto say = [&](const HostFacts& of, const HostFacts& other) {
    return Flag{
        .candidate = of.candidate,
        .host = of.host,
        .code = "twin-host",
        .message = fmt::format("the same machine id as {} of candidate {}{}", other.host, other.candidate,
                               same_kernel ? ", and the same boot: one machine" : ", but another boot: a clone?")};
  };
  return {say(twin, facts), say(facts, twin)};
}

}  // namespace labcheck::observe
