#pragma once

#include <string_view>

namespace labcheck::checks {

/// $1 get or show, $2 -4 or -6, $3 the destination, $4 the table. busybox's ip knows no JSON.
constexpr std::string_view route_script = R"sh(
need ip
json=-j
ip -j link show >/dev/null 2>&1 || json=
say json "${json:+yes}"
ask() {
  if [ "$how" = get ]; then ip $json "$family" route get "$to"
  else ip $json "$family" route show table "$table" exact "$to"; fi
}
how=$1 family=$2 to=$3 table=$4
if routes=$(ask 2>/dev/null); then
  tell routes "$routes"
else
  tell refusal "$(ask 2>&1 >/dev/null)"
fi
[ "$how" = show ] || finish
# Only the files of what configures the network here: others lie about unused. netplan itself says what it would make.
file() { # KIND PATH
  [ -e "$2" ] || return 0
  [ -f "$2" ] && [ -r "$2" ] || trouble "the file $2 of the network's configuration can't be read: log in as root"
  say file_kind "$1"
  tell file_path "${3:-$2}"
  tell file_text "$(cat "$2")"
}
enabled() { systemctl is-enabled --quiet "$1" 2>/dev/null; }
set +f
if command -v ifup >/dev/null 2>&1; then
  file ifupdown /etc/network/interfaces
  if grep -q '^[[:space:]]*source' /etc/network/interfaces 2>/dev/null; then
    for path in /etc/network/interfaces.d/*; do file ifupdown "$path"; done
  fi
fi
if command -v netplan >/dev/null 2>&1 && made=$(mktemp -d); then
  mkdir "$made/etc" && cp -r /etc/netplan "$made/etc/" 2>/dev/null && netplan generate --root-dir "$made" 2>/dev/null
  for path in "$made"/run/systemd/network/*.network; do file networkd "$path" /etc/netplan; done
  for path in "$made"/run/NetworkManager/system-connections/*; do file keyfile "$path" /etc/netplan; done
  rm -rf "$made"
fi
if enabled systemd-networkd; then
  for path in /etc/systemd/network/*.network /etc/systemd/network/*.network.d/*.conf; do file networkd "$path"; done
fi
if enabled NetworkManager; then
  for path in /etc/NetworkManager/system-connections/*; do file keyfile "$path"; done
fi
for path in /etc/sysconfig/network-scripts/ifcfg-* /etc/sysconfig/network; do file ifcfg "$path"; done
for path in /etc/sysconfig/network-scripts/route*-*; do file route "$path"; done
finish
)sh";

}  // namespace labcheck::checks
