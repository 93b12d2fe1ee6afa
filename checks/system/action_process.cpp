#include "checks/system/action_script.hpp"

namespace labcheck::checks {

// A process is known by its number and the moment it began, since numbers come again. Killed ones come back by their
// unit, which is looked for before they are gone; paused ones are continued.
const std::string_view process_actions = R"sh(
wanted=$name short=$7 signal=$8
began() {
  read -r line <"/proc/$1/stat" || return 1
  line=${line##*) }
  set -- $line
  letter=$1 start=${20}
} 2>/dev/null
add() {
  began "$1" || return 0
  [ "$letter" != Z ] || return 0
  found="$found $1:$start"
  [ "$letter" = T ] || state=running
}
look() {
  state=paused found=
  if [ "$how" = pid_file ]; then
    number=
    [ ! -r "$name" ] || read -r number rest <"$name"
    case $number in '' | 0* | *[!0-9]*) ;; *) [ ! -d "/proc/$number" ] || add "$number" ;; esac
  else
    set +f
    for entry in /proc/[0-9]*; do
      set -f
      [ "${entry#/proc/}" != "$$" ] || continue
      ! matches "$entry" 2>/dev/null || add "${entry#/proc/}"
    done
    set -f
  fi
  [ -n "$found" ] || state=gone
}
fit() {
  case "$what $state" in
    'unpause running') [ -n "$undo" ] || disarm; result yes ;;
    'kill running' | 'kill paused' | 'pause running' | 'unpause paused') ;;
    *) result no ;;
  esac
}
guard() {
  [ "$what" != unpause ] || return 0
  ancestors
  for one in $found; do
    case " $mine 1 " in
      *" ${one%:*} "*) trouble "process ${one%:*} carries labcheck's own session to this host, so it was left alone" ;;
    esac
  done
}
unit_of() {
  held=
  while read -r line; do
    case $line in
      *user@* | */user.slice/*) ;;
      *:name=systemd:*.service | 0::*.service) held=${line##*/} ;;
    esac
  done <"/proc/$1/cgroup"
} 2>/dev/null
back='kept=${0%.sh}
while read -r unit; do systemctl start "$unit"; done <"$kept.units"
rm -f -- "$0" "$kept.units"'
resume='kept=${0%.sh}
while IFS=: read -r number start; do
  read -r line <"/proc/$number/stat" || continue
  set -- ${line##*) }
  [ "${20}" != "$start" ] || kill -s CONT "$number"
done <"$kept.processes"
rm -f -- "$0" "$kept.processes"'
[ "$what" != pause ] || back=$resume
keep() {
  if [ "$what" = pause ]; then
    for one in $found; do printf '%s\n' "$one"; done >"$1.processes"
    return
  fi
  for one in $found; do
    unit_of "${one%:*}"
    [ -n "$held" ] || return 1
    printf '%s\n' "$held"
  done >"$1.units"
}
act() {
  acted=$found
  case $what in pause) signal=STOP ;; unpause) signal=CONT ;; esac
  for one in $acted; do kill -s "$signal" "${one%:*}" 2>/dev/null; done
  :
}
over() {
  for one in $acted; do
    began "${one%:*}" || continue
    [ "$start" != "${one#*:}" ] || [ "$letter" = Z ] || return 1
  done
}
stopped() {
  for one in $acted; do
    began "${one%:*}" || continue
    [ "$start" != "${one#*:}" ] || [ "$letter" = T ] || return 1
  done
}
reached() {
  case $what:$signal in
    kill:KILL | kill:TERM | kill:INT | kill:QUIT) over || { look; return 1; } ;;
    pause:*) stopped || { look; return 1; } ;;
  esac
  look
  case $what in start | unpause) [ "$state" = running ] ;; esac
}
)sh";

}  // namespace labcheck::checks
