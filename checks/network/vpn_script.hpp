#pragma once

#include <string_view>

namespace labcheck::checks {

/// $1 wireguard, ipsec or openvpn, $2 the tunnel's name. Keys never leave the host.
constexpr std::string_view vpn_script = R"sh(
kind=$1 name=$2
wireguard() {
  if ! command -v wg >/dev/null 2>&1; then
    need ip
    ip link show dev "$name" >/dev/null 2>&1 || { say exists no; finish; }
    need wg
  fi
  if ! dump=$(wg show "$name" dump 2>&1); then
    case " $(wg show interfaces 2>/dev/null) " in *" $name "*) trouble "wg can't show the tunnel: ${dump%%"$nl"*}" ;; esac
    case $dump in *'not permitted'* | *denied*) trouble "tunnels are seen only by root: log in as root or use sudo" ;; esac
    say exists no
    finish
  fi
  say exists yes
  say now "$(date +%s)"
  tab=$(printf '\t')
  # The first line begins with the private key; a peer's second word is the preshared one.
  tell dump "$(printf '%s\n' "$dump" | sed -e "1s/^[^$tab]*$tab//" -e "2,\$s/^\\([^$tab]*\\)$tab[^$tab]*/\\1/")"
  finish
}
ipsec_here() {
  if command -v swanctl >/dev/null 2>&1; then
    if connections=$(swanctl --list-conns --raw 2>/dev/null); then
      tell connections "$connections"
      associations=$(swanctl --list-sas --raw 2>/dev/null) || trouble "swanctl can't list what is established"
      tell associations "$associations"
      finish
    fi
    case $(swanctl --list-conns 2>&1) in
      *denied*) trouble "tunnels are seen only by root: log in as root or use sudo" ;;
    esac
  fi
  if command -v ipsec >/dev/null 2>&1 && status=$(ipsec statusall 2>/dev/null); then
    tell status "$status"
    finish
  fi
  say exists no # nothing runs that could have established it
  finish
}
openvpn_here() {
  unit= config= status=
  for each in "openvpn-server@ server/ /run/openvpn-server/status-$name.log" "openvpn-client@ client/ -" \
      "openvpn@ - /run/openvpn/$name.status"; do
    set -- $each
    folder=$2
    [ "$folder" != - ] || folder=
    file=/etc/openvpn/$folder$name.conf
    [ -f "$file" ] || continue
    state=$(systemctl show -p ActiveState "$1$name.service" 2>/dev/null)
    if [ -z "$config" ] || [ "$state" = ActiveState=active ]; then
      config=$file unit=$1$name.service status=$3 active=${state#ActiveState=}
    fi
  done
  [ -n "$config" ] || { say exists no; finish; }
  [ -r "$config" ] || trouble "tunnels are seen only by root: log in as root or use sudo"
  say exists yes
  say active "$active"
  # A status file that the configuration names goes before the one that the unit names.
  own=$(sed -n 's/^[[:space:]]*status[[:space:]]\{1,\}\([^[:space:]]*\).*/\1/p' "$config" | tail -n 1)
  case $own in '') ;; /*) status=$own ;; *) status=${config%/*}/$own ;; esac
  if [ "$active" = active ] && [ -f "$status" ]; then tell status "$(cat "$status")"; fi
  finish
}
case $kind in
  wireguard) wireguard ;;
  ipsec) ipsec_here ;;
  openvpn) openvpn_here ;;
esac
)sh";

}  // namespace labcheck::checks
