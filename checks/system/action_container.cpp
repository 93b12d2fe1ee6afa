#include "checks/system/action_script.hpp"

namespace labcheck::checks {

// Docker is asked at its own socket: a context in root's home could lead to another machine. An engine also finds a
// container by the beginning of its number, which is not the one that was meant.
const std::string_view container_actions = R"sh(
engine=$7 user=$8 signal=$9
asked() {
  case $engine:$user in
    docker:) docker -H unix:///var/run/docker.sock "$@" ;;
    docker:*) runuser -u "$user" -- env HOME="$home" docker -H "unix:///run/user/$uid/docker.sock" "$@" ;;
    *:) podman "$@" ;;
    *) runuser -u "$user" -- env HOME="$home" XDG_RUNTIME_DIR="/run/user/$uid" podman "$@" ;;
  esac
}
ask() { asked container "$@" </dev/null 2>/dev/null; }
back='name=$1 engine=$2 user=$3 home=$4 uid=$5
cd /
case $engine:$user in
  docker:) docker -H unix:///var/run/docker.sock container '$undo' -- "$name" ;;
  docker:*) runuser -u "$user" -- env HOME="$home" docker -H "unix:///run/user/$uid/docker.sock" container '$undo' -- "$name" ;;
  *:) podman container '$undo' -- "$name" ;;
  *) runuser -u "$user" -- env HOME="$home" XDG_RUNTIME_DIR="/run/user/$uid" podman container '$undo' -- "$name" ;;
esac
rm -f -- "$0"'
keep() { :; }
guard() { :; }
look() {
  state=absent
  command -v "$engine" >/dev/null 2>&1 || return
  if ! told=$(ask inspect -f '{{.State.Status}} {{.Id}} {{.Name}}' -- "$name"); then
    case $(asked container inspect -- "$name" 2>&1 >/dev/null </dev/null) in
      *[Nn]'o such container'*) state=not-found ;;
      *) state=unreachable ;;
    esac
    return
  fi
  state=${told%% *} told=${told#* }
  case $state in '' | *[!a-z]*) trouble "the engine does not say how the container is" ;; esac
  case $told in
    "$name "* | *" $name" | *" /$name") ;;
    *) state=not-found ;;
  esac
}
fit() {
  case "$what $state" in
    'start running' | 'unpause running') [ -n "$undo" ] || disarm; result yes ;;
    'start created' | 'start configured' | 'start initialized' | 'start exited' | 'start stopped') ;;
    'stop running' | 'stop paused' | 'restart running' | 'pause running' | 'unpause paused') ;;
    'kill running' | 'kill paused') ;;
    *) result no ;;
  esac
}
act() {
  case $what in
    kill) ask kill -s "$signal" -- "$name" >/dev/null ;;
    *) ask "$what" -- "$name" >/dev/null ;;
  esac
}
reached() {
  look
  case "$what $state" in
    'start running' | 'restart running' | 'unpause running' | 'pause paused') ;;
    'stop exited' | 'stop stopped') ;;
    # What is started again by its own policy may be up already.
    'kill exited' | 'kill stopped' | 'kill running' | 'kill restarting') ;;
    *) return 1 ;;
  esac
}
cd /
if [ -n "$user" ]; then
  need runuser getent env
  state=unreachable
  entry=$(getent passwd "$user") || result no
  uid=$(id -u "$user") || result no
  home=${entry%:*} home=${home##*:}
fi
)sh";

}  // namespace labcheck::checks
