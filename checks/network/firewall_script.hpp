#pragma once

#include <string_view>

namespace labcheck::checks {

/// $1: "persistent" when what boot will load is asked, too. The same tools load it now, into a network of its own that
/// is gone with its last process; bridges stand in for the interfaces that rules name.
constexpr std::string_view firewall_script = R"sh(
inside= # what puts a command into the other network
dump() { # PREFIX
  if command -v nft >/dev/null 2>&1; then
    rules=$($inside nft -j list ruleset 2>&1) || trouble "nft can't list the rules: ${rules%%"$nl"*}"
    tell "$1nft" "$rules"
  fi
  for kind in iptables-nft ip6tables-nft iptables-legacy ip6tables-legacy; do
    save=$kind-save
    command -v "$save" >/dev/null 2>&1 || save=$(unnamed "$kind")
    [ -n "$save" ] || continue
    rules=$($inside "$save" 2>/dev/null) || trouble "$save can't list the rules"
    tell "$1${kind%%-*}_${kind#*-}" "$rules"
  done
}
# Where there is only one make of iptables, its tools have no make in their names.
unnamed() { # KIND
  family=${1%%-*}
  command -v "$family-save" >/dev/null 2>&1 && ! command -v "$family-legacy-save" >/dev/null 2>&1 || return 0
  case $("$family" -V 2>/dev/null) in
    *nf_tables*) [ "${1#*-}" != nft ] || echo "$family-save" ;;
    *) [ "${1#*-}" != legacy ] || echo "$family-save" ;;
  esac
}
enabled() { systemctl is-enabled --quiet "$1" 2>/dev/null; }
load() { # MANAGER COMMAND...
  say manager "$1"
  shift
  problem=$($inside "$@" 2>&1 </dev/null) || { say loads no; tell problem "$problem"; finish; }
}
dump now_
[ "$1" = persistent ] || finish
need unshare nsenter ip systemctl
unshare -n sleep 120 </dev/null >/dev/null 2>&1 &
keeper=$!
trap 'kill $keeper 2>/dev/null' EXIT
tries=0
until [ "$(readlink "/proc/$keeper/ns/net")" != "$(readlink "/proc/$$/ns/net")" ]; do
  [ $((tries += 1)) -lt 20 ] && kill -0 $keeper 2>/dev/null || trouble "no network can be made to try what boot loads"
  sleep 0.1
done
inside="nsenter -t $keeper -n"
ip -o link show | while read -r number device rest; do
  device=${device%:}
  $inside ip link add name "${device%@*}" type bridge 2>/dev/null
done
$inside ip link set lo up
for file in /etc/nftables.conf /etc/sysconfig/nftables.conf; do
  if enabled nftables && [ -f "$file" ]; then load nftables nft -f "$file"; fi
done
restore() { # UNIT TOOL FILE
  if enabled "$1" && [ -f "$3" ]; then load "$1" "$2-restore" "$3"; fi
}
restore netfilter-persistent iptables /etc/iptables/rules.v4
restore netfilter-persistent ip6tables /etc/iptables/rules.v6
restore iptables iptables /etc/sysconfig/iptables
restore ip6tables ip6tables /etc/sysconfig/ip6tables
if enabled firewalld && program=$(command -v firewalld); then
  python=$(sed -n '1s/^#! *\([^ ]*\).*/\1/p' "$program")
  load firewalld "$python" -c 'from firewall.core.fw import Firewall
Firewall().start()'
fi
if enabled ufw && grep -q '^ENABLED=yes' /etc/ufw/ufw.conf 2>/dev/null; then say manager ufw; fi
say loads yes
dump boot_
finish
)sh";

}  // namespace labcheck::checks
