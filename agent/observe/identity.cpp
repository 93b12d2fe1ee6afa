#include "observe/identity.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <optional>
#include <string_view>

#include <boost/asio/ip/address.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "observe/tripwires.hpp"
#include "text/printable.hpp"

namespace labcheck::observe {
namespace {

namespace ip = boost::asio::ip;

constexpr Duration tolerated_skew{30'000};
constexpr std::size_t longest_value = 128;
constexpr std::size_t most_addresses = 64;
constexpr int most_lines = 1'024;

/// Lines of `name value`, by the shell's own means and the kernel's files. One cat brings all tables: a shell would
/// read them byte by byte. The clock comes last, so that it is read as late as possible.
constexpr std::string_view script = R"sh(one() { [ -r "$2" ] && read -r v <"$2" && printf '%s %s\n' "$1" "$v"; }
one machine-id /etc/machine-id || one machine-id /var/lib/dbus/machine-id
one product-uuid /sys/class/dmi/id/product_uuid
one boot-id /proc/sys/kernel/random/boot_id
if one container /run/systemd/container; then :; elif [ -e /.dockerenv ] || [ -e /run/.containerenv ]; then
echo container other; fi
if [ -s /etc/ld.so.preload ]; then v=; read -r v </etc/ld.so.preload; printf 'preload %s\n' "$v"; fi
[ ! -r /proc/net/fib_trie ] || echo addresses known
set -f; IFS='
'
for line in $(cat /proc/mounts /proc/net/fib_trie /proc/net/if_inet6 2>/dev/null); do
IFS=' '; set -- $line
case $2 in
/bin|/bin/*|/sbin|/sbin/*|/lib*|/usr|/usr/*|/etc|/etc/*|/proc/*) printf 'mount %s %s\n' "$3" "$2";;
/*) ;;
*) case $1 in
'|--') v=$2;;
/32) [ "$2 $3" != 'host LOCAL' ] || printf 'address %s\n' "$v";;
*) [ "${#1} $4" != '32 00' ] || printf 'address6 %s\n' "$1";;
esac;;
esac; done
printf 'clock %s\n' "$(date +%s.%N)"
)sh";

std::string tame(std::string_view value) {
  return text::printable(value.substr(0, longest_value));
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

/// The address in its usual spelling; nothing for what is none, or belongs to no lab: loopback, link-local.
std::optional<std::string> read_address(std::string_view value) {
  boost::system::error_code problem;
  const auto address = ip::make_address(std::string{value.substr(0, longest_value)}, problem);
  const bool local = !problem && address.is_v4() && (address.to_v4().to_uint() >> 16U) == 0xA9FE;
  if (problem || local || address.is_loopback() || address.is_unspecified() ||
      (address.is_v6() && (address.to_v6().is_link_local() || address.to_v6().scope_id() != 0))) {
    return std::nullopt;
  }
  return address.to_string();
}

/// The 32 hexadecimal digits of /proc/net/if_inet6 with colons.
std::string with_colons(std::string_view digits) {
  std::string address;
  for (std::size_t at = 0; at < digits.size() && at < 32; at += 4) {
    address += (at == 0 ? "" : ":") + std::string{digits.substr(at, 4)};
  }
  return address;
}

/// What some boards say that know no number of their own.
bool is_nobodys(std::string_view uuid) {
  constexpr std::array known{"03000200-0400-0500-0006-000700080009", "00020003-0004-0005-0006-000700080009"};
  return std::all_of(uuid.begin(), uuid.end(), [](char at) { return at == '0' || at == '-'; }) ||
         std::all_of(uuid.begin(), uuid.end(), [](char at) { return at == 'f' || at == 'F' || at == '-'; }) ||
         std::find(known.begin(), known.end(), uuid) != known.end();
}

/// Goes through the answer's lines.
class Reading {
 public:
  Identity identity{};
  std::vector<Mount> mounts{};
  std::string container{};
  std::optional<Duration> clock{};

  void line(std::string_view text) {
    const auto blank = text.find(' ');
    if (blank == std::string_view::npos) {
      return;
    }
    const auto name = text.substr(0, blank);
    const auto value = text.substr(blank + 1);
    auto& facts = identity.facts;
    if (name == "machine-id") {
      facts.machine_id = tame(value);
    } else if (name == "product-uuid") {
      facts.product_uuid = is_nobodys(value) ? std::string{} : tame(value);
    } else if (name == "boot-id") {
      facts.boot_id = tame(value);
    } else if (name == "container") {
      container = tame(value);
    } else if (name == "preload") {
      identity.flags.push_back(
          {.code = "preload", .message = "/etc/ld.so.preload loads into every program: " + tame(value)});
    } else if (name == "mount") {
      mount(value);
    } else if (name == "addresses") {
      identity.addresses_known = true;
    } else if (name == "address" || name == "address6") {
      address(name == "address" ? std::string{value} : with_colons(value));
    } else if (name == "clock") {
      clock = read_clock(value);
    }
  }

 private:
  void mount(std::string_view value) {
    const auto blank = std::min(value.find(' '), value.size());
    mounts.push_back({.type = std::string{value.substr(0, blank)},
                      .point = std::string{value.substr(std::min(blank + 1, value.size()))}});
  }

  void address(const std::string& value) {
    auto& known = identity.facts.addresses;
    const auto found = read_address(value);
    if (found && known.size() < most_addresses && std::find(known.begin(), known.end(), *found) == known.end()) {
      known.push_back(*found);
    }
  }
};

/// The clock was read between the script's start and its end, so the skew is known but for the time between them.
void note_clock(const Answer& answer, Duration clock, Identity& identity) {
  const auto heard = answer.started + answer.elapsed;
  const auto skew = clock - heard.time_since_epoch();
  identity.facts.clock_skew = skew;
  const auto at_least = std::abs(skew.count()) - answer.elapsed.count();
  if (at_least > tolerated_skew.count()) {
    identity.flags.push_back(
        {.code = "clock-skew",
         .message = fmt::format("the host's clock is {} s {} (give or take {} s)", std::abs(skew.count()) / 1000,
                                skew.count() > 0 ? "ahead" : "behind", answer.elapsed.count() / 1000 + 1)});
  }
}

}  // namespace

Script identity_script() {
  return {.text = std::string{script}, .arguments = {}, .alone = false};
}

Identity read_identity(const Answer& answer) {
  Reading reading;
  std::string_view rest = answer.out;
  for (int lines = 0; !rest.empty() && lines < most_lines; ++lines) {
    const auto end = std::min(rest.find('\n'), rest.size());
    reading.line(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  auto identity = std::move(reading.identity);
  auto mounts = system_mounts(reading.mounts, reading.container);
  std::move(mounts.begin(), mounts.end(), std::back_inserter(identity.flags));
  // A container sees the number of the machine that it runs on.
  identity.facts.product_uuid = reading.container.empty() ? identity.facts.product_uuid : std::string{};
  if (reading.clock) {
    note_clock(answer, *reading.clock, identity);
  }
  if (identity.facts.boot_id.empty() || !reading.clock) {
    identity.flags.push_back(
        {.code = "unidentified-host",
         .message = fmt::format("the host does not say {}: twins of it can't be told",
                                identity.facts.boot_id.empty() ? "which boot it is" : "its time")});
  }
  return identity;
}

std::vector<Flag> missing_address(const Identity& identity, const std::string& address) {
  const auto wanted = read_address(address);
  const auto& known = identity.facts.addresses;
  if (!wanted || !identity.addresses_known || std::find(known.begin(), known.end(), *wanted) != known.end()) {
    return {};
  }
  const std::vector<std::string> shown{known.begin(), known.begin() + std::min<std::ptrdiff_t>(8, std::ssize(known))};
  return {{.code = "address-missing",
           .message = known.empty()
                          ? fmt::format("the roster's address {} is on none of the host's interfaces", *wanted)
                          : fmt::format("the roster's address {} is not among the host's own: {}", *wanted,
                                        fmt::join(shown, ", "))}};
}

}  // namespace labcheck::observe
