#include "checks/system/action_script.hpp"

namespace labcheck::checks {

// An interface that goes down loses its routes, and its addresses of IPv6: they are kept for the way back as the kernel
// spells them. The connection that carries this very session is one that a process above us has open; it is looked for
// by the addresses of both of its ends, and so are the interfaces that those stand on.
const std::string_view interface_actions = R"sh(
need ip readlink
back='name=$1 kept=${0%.sh}
ip link set dev "$name" up
ip address restore <"$kept.addresses"
ip -4 route restore <"$kept.routes4"
ip -6 route restore <"$kept.routes6"
rm -f -- "$0" "$kept.addresses" "$kept.routes4" "$kept.routes6"'
keep() {
  [ "$undo" = up ] || { back='ip link set dev "$1" down; rm -f -- "$0"'; printf '%s\n' "$back" >"$1.sh"; return; }
  ip address save dev "$name" >"$1.addresses" 2>/dev/null &&
    ip -4 route save table all dev "$name" >"$1.routes4" 2>/dev/null &&
    ip -6 route save table all dev "$name" >"$1.routes6" 2>/dev/null
}
look() {
  state=not-found
  shown=$(ip -o link show dev "$name" 2>/dev/null) || return
  state=down
  flags=${shown#*<} flags=${flags%%>*}
  case ,$flags, in *,UP,*) state=up ;; esac
}
fit() {
  case "$what $state" in
    'up up') [ -n "$undo" ] || disarm; result yes ;;
    'up down' | 'down up') ;;
    *) result no ;;
  esac
}
pair() { byte=${hex%"${hex#??}"}; hex=${hex#??}; }
word() {
  pair; fourth=$byte
  pair; third=$byte
  pair; second=$byte
  pair; first=$byte
}
# An address as /proc/net spells it, in words that have their bytes in the machine's order: here, the last one first.
address() {
  hex=${1%:*} address=
  case $hex in
    ????????) ;;
    0000000000000000FFFF0000????????) hex=${hex#????????????????????????} ;;
    ????????????????????????????????)
      for part in 1 2 3 4; do
        word
        address="$address${address:+:}$first$second:$third$fourth"
      done
      return
      ;;
    *) trouble "the kernel spells an address as $hex" ;;
  esac
  word
  address=$((0x$first)).$((0x$second)).$((0x$third)).$((0x$fourth))
}
stands_on() {
  case $ways in *" $1 "*) return ;; esac
  ways="$ways$1 "
  set +f
  for lower in /sys/class/net/"$1"/lower_* /sys/class/net/"$1"/master; do
    set -f
    [ ! -e "$lower" ] || below="$below$(cd -P "$lower" && pwd) "
  done
  set -f
  shown=$(ip -o link show dev "$1") || return
  shown=${shown#*: } shown=${shown%%: *}
  case $shown in *@if[0-9]* | *@NONE) ;; *@*) below="$below${shown#*@} " ;; esac
}
leads_over() {
  near=$1
  address "$2"
  found=$(ip -o route get "$address") || trouble "labcheck can't tell what carries its own session, so nothing was done"
  found=${found#* dev }
  below="$below${found%% *} "
  address "$near"
  found=$(ip -o address show to "$address") || trouble "labcheck can't tell what carries its own session, so nothing was done"
  [ -z "$found" ] || { found=${found#*: }; below="$below${found%% *} "; }
}
guard() {
  [ "$what" = down ] || return 0
  ancestors
  sockets=' ' ways=' ' below=
  for pid in $mine; do
    set +f
    for held in "/proc/$pid/fd/"*; do
      set -f
      held=$(readlink "$held")
      case $held in 'socket:['*) held=${held#*\[}; sockets="$sockets${held%\]} " ;; esac
    done
    set -f
  done
  for table in /proc/net/tcp /proc/net/tcp6; do
    [ -r "$table" ] || continue
    while read -r number near far status queues timer again owner waited inode rest; do
      case $status:$sockets in 01:*" $inode "*) leads_over "$near" "$far" ;; esac
    done <"$table"
  done
  while [ -n "$below" ]; do
    next=${below%% *} below=${below#* }
    stands_on "${next##*/}"
  done
  case $ways in *" $name "*) trouble "$name carries labcheck's own session to this host, so it was left up" ;; esac
}
act() { ip link set dev "$name" "$what" >/dev/null 2>&1; }
reached() { look; [ "$state" = "$what" ]; }
)sh";

}  // namespace labcheck::checks
