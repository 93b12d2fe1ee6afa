#include "checks/system/action_script.hpp"

#include "checks/system/process_matching.hpp"

namespace labcheck::checks {
namespace {

// The way back is armed before anything is touched, as a transient timer of systemd, else as a detached sleeper that
// acts only while its marker is there. A new action on a service first drops the older ways back of that service.
constexpr std::string_view service_script = R"sh(
need systemctl id rm
service=$1 what=$2 undo=$3 seconds=$4 unit=labcheck-undo-$5 only=$6
property() {
  shown=$(systemctl show -p "$1" -- "$service") || trouble "systemctl can't ask systemd"
  value=${shown#"$1="}
}
result() { say done "$1"; say state "$value"; finish; }
disarm() {
  systemctl stop "$unit-*.timer" >/dev/null 2>&1
  set +f
  rm -f -- "/run/$unit-"*
  set -f
}
armed() {
  set +f
  for marker in "/run/$unit-"*; do [ ! -e "$marker" ] || { set -f; return 0; }; done
  set -f
  [ -n "$(systemctl list-units --all --plain --no-legend "$unit-*.timer")" ]
}
arm() {
  read -r token </proc/sys/kernel/random/uuid || trouble "the kernel gives no random name, so nothing was done"
  control=$(command -v systemctl)
  if systemd-run --quiet --unit="$unit-$token" --on-active="$seconds" --timer-property=AccuracySec=1s \
       "$control" "$undo" "$service" >/dev/null 2>&1 && systemctl is-active --quiet "$unit-$token.timer"; then
    return
  fi
  marker=/run/$unit-$token
  if ! (set -C; : >"$marker") 2>/dev/null || ! command -v setsid >/dev/null 2>&1; then
    trouble "the way back could not be armed, so nothing was done"
  fi
  setsid sh -c 'sleep "$1"; if [ -e "$4" ]; then rm -f -- "$4"; "$2" "$3" "$5"; fi' \
    labcheck-undo "$seconds" "$control" "$undo" "$marker" "$service" </dev/null >/dev/null 2>&1 9>&- &
  kill -0 "$!" 2>/dev/null || trouble "the way back could not be armed, so nothing was done"
}
[ "$(id -u)" = 0 ] || trouble "only root may stop and start services: log in as root or use sudo"
[ "$only" != if-armed ] || armed || { property ActiveState; result yes; }
property LoadState
[ "$value" != not-found ] || result no
property ActiveState
case "$what $value" in
  'start active' | 'start reloading') [ -n "$undo" ] || disarm; result yes ;;
  'stop active' | 'stop reloading' | 'restart active' | 'restart reloading' | 'start '*) ;;
  *) result no ;;
esac
[ -z "$undo" ] || { disarm; arm; }
systemctl "$what" "$service" >/dev/null
ended=$?
property ActiveState
case "$what $value" in
  'stop inactive' | 'stop failed') ;;
  'start active' | 'restart active') ;;
  *) result no ;;
esac
[ "$ended" = 0 ] || result no
[ -n "$undo" ] || disarm
result yes
)sh";

// For what systemd doesn't manage, the way back is a script in /run with what it needs beside it: a timer runs it, else
// a detached sleeper, else the agent, and it removes itself. A kind gives `back` (the script), `keep`, `look`, `fit`,
// `guard`, `act` and `reached`.
constexpr std::string_view common = R"sh(
need id rm
name=$1 what=$2 undo=$3 seconds=$4 unit=labcheck-undo.$5 only=$6 how= engine= user= home= uid=
result() { say done "$1"; say state "$state"; finish; }
in_time() {
  left=50
  until "$@"; do
    left=$((left - 1))
    [ "$left" -gt 0 ] || return 1
    sleep 0.1 2>/dev/null || { sleep 1; left=$((left - 9)); }
  done
}
stop_timers() { ! command -v systemctl >/dev/null 2>&1 || systemctl stop "$unit-*.timer" >/dev/null 2>&1; }
forget() {
  set +f
  rm -f -- "/run/$unit-"*
  set -f
}
disarm() { stop_timers; forget; }
each_way_back() {
  ran=1
  set +f
  for way in "/run/$unit-"*.sh; do
    set -f
    [ ! -e "$way" ] || { ran=0; "$@" "$way" "$name" "$engine" "$user" "$home" "$uid" >/dev/null 2>&1; }
  done
  set -f
  return "$ran"
}
arm() {
  read -r token </proc/sys/kernel/random/uuid || trouble "the kernel gives no random name, so nothing was done"
  umask 077
  way=/run/$unit-$token.sh
  if ! (set -C; printf '%s\n' "$back" >"$way") 2>/dev/null || ! keep "/run/$unit-$token"; then
    forget
    trouble "what the way back needs could not be kept, so nothing was done"
  fi
  set -- "$(command -v sh)" "$way" "$name" "$engine" "$user" "$home" "$uid"
  if command -v systemd-run >/dev/null 2>&1 &&
     systemd-run --quiet --unit="$unit-$token" --on-active="$seconds" --timer-property=AccuracySec=1s \
       "$@" >/dev/null 2>&1 && systemctl is-active --quiet "$unit-$token.timer"; then
    return
  fi
  if command -v setsid >/dev/null 2>&1; then
    setsid sh -c 'sleep "$1"; shift; if [ -e "$2" ]; then exec "$@"; fi' labcheck-undo "$seconds" "$@" \
      </dev/null >/dev/null 2>&1 9>&- &
    ! kill -0 "$!" 2>/dev/null || return
  fi
  forget
  trouble "the way back could not be armed, so nothing was done"
}
ancestors() {
  mine= pid=$$
  while [ "$pid" != 0 ]; do
    mine="$mine $pid" above=
    while read -r key value rest; do [ "$key" != PPid: ] || above=$value; done <"/proc/$pid/status"
    case $above in '' | *[!0-9]*) trouble "/proc doesn't say what labcheck's own session runs in" ;; esac
    pid=$above
  done
}
)sh";

constexpr std::string_view flow = R"sh(
[ "$(id -u)" = 0 ] || trouble "only root may do that: log in as root or use sudo"
if [ "$only" = if-armed ]; then
  look
  stop_timers
  each_way_back sh || result yes
  if in_time reached; then result yes; else result no; fi
fi
look
fit
guard
[ -z "$undo" ] || { disarm; arm; }
act || { look; result no; }
in_time reached || result no
[ -n "$undo" ] || disarm
result yes
)sh";

}  // namespace

std::string action_script(std::string_view kind) {
  if (kind == "service") {
    return std::string{service_script};
  }
  std::string script{common};
  if (kind == "container") {
    script.append(container_actions);
  } else if (kind == "interface") {
    script.append(interface_actions);
  } else {
    script.append(kind == "pid_file" ? "how=pid_file" : "how=name").append(process_matching).append(process_actions);
  }
  return script.append(flow);
}

}  // namespace labcheck::checks
