#pragma once

#include <string_view>

/// Running a candidate's program within limits, for scripts of ours.
namespace labcheck::checks {

/// `prepare USER SECONDS` makes a folder that is gone in the end, and finds out how to become USER (empty: stay); it
/// says why in `$failure` when that is impossible. `limited NAME DIRECTORY [VARIABLE=VALUE…] COMMAND…`, with as many
/// variables as `$variables` says, runs it with no terminal, in a session and process group of its own that is ended
/// afterwards, its input from `$input`, and says NAME_status, NAME_elapsed, NAME_timed_out and NAME_left (processes
/// that it left in its group), and tells NAME_out and NAME_err. What it writes to descriptor 8 is then in $work/report.
constexpr std::string_view run_as_shell = R"sh(
failure=
prepare() {
  need id mktemp rm setsid timeout cut kill sleep
  run_user=$1 seconds=$2
  work=$(mktemp -d /tmp/labcheck.XXXXXX) || trouble "the host gives no temporary folder"
  trap 'rm -rf -- "$work"' EXIT
  trap 'rm -rf -- "$work"; exit 1' HUP INT TERM
  input=/dev/null home=/root me=$(id -un)
  if [ -n "$run_user" ]; then
    id -- "$run_user" >/dev/null 2>&1 || { failure="there is no user $run_user"; return; }
    me=$run_user
  fi
  home=$(while IFS=: read -r name x uid gid about place shell; do
    [ "$name" != "$me" ] || { printf '%s' "$place"; break; }
  done </etc/passwd)
  [ -n "$home" ] || home=/
  if [ -n "$run_user" ] && [ "$run_user" != "$(id -un)" ]; then
    [ "$(id -u)" = 0 ] || trouble "only root can run something as $run_user: log in as root or use sudo"
    need setpriv
    become="setpriv --reuid=$run_user --regid=$(id -g -- "$run_user") --init-groups --"
    $become true || trouble "the host's setpriv can't become $run_user"
  else
    become=
  fi
}
# In hundredths of a second since boot.
now() { cut -d ' ' -f 1 /proc/uptime | tr -d .; }
in_group() {
  set +f
  for stat in /proc/[0-9]*/stat; do
    { read -r line <"$stat"; } 2>/dev/null || continue
    line=${line##*) }
    set -- $line
    [ "$3" != "$group" ] || [ "$1" = Z ] || echo one
  done
  set -f
}
output() {
  printf '%s=' "$1"
  { head -c 65537 <"$2" && printf .; } | hex
  echo
}
limited() {
  name=$1 directory=$2
  shift 2
  begun=$(now)
  (
    cd -- "$directory" || exit 126
    ulimit -c 0
    ulimit -f 524288
    ulimit -t "$seconds"
    ulimit -u 512 2>/dev/null || ulimit -p 512 2>/dev/null
    export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 HOME="$home" USER="$me" \
      LOGNAME="$me" SHELL=/bin/sh
    while [ "$variables" -gt 0 ]; do
      export "${1?}"
      shift
      variables=$((variables - 1))
    done
    exec setsid sh -c 'echo "$$" >&9; exec 9>&-; exec "$@"' sh $become "$@"
  ) <"$input" >"$work/out" 2>"$work/err" 8>"$work/report" 9>"$work/group" &
  child=$!
  timed_out=no
  pause=0.05
  while kill -0 "$child" 2>/dev/null; do
    if [ $(($(now) - begun)) -ge $((seconds * 100)) ]; then
      timed_out=yes
      read -r group <"$work/group" && kill -KILL -- "-$group" 2>/dev/null
      kill -KILL "$child" 2>/dev/null
      break
    fi
    sleep "$pause" 2>/dev/null || sleep 1
  done
  wait "$child" 2>/dev/null
  status=$?
  ended=$(now)
  group=
  read -r group <"$work/group" || :
  case $group in
    '' | *[!0-9]*) left=0 ;;
    *)
      left=$(in_group | tr -d '\n' | sed 's/one/x/g')
      left=${#left}
      kill -KILL -- "-$group" 2>/dev/null
      ;;
  esac
  say "${name}_status" "$status"
  say "${name}_timed_out" "$timed_out"
  say "${name}_elapsed" "$((ended - begun))"
  say "${name}_left" "$left"
  output "${name}_out" "$work/out"
  output "${name}_err" "$work/err"
}
)sh";

}  // namespace labcheck::checks
