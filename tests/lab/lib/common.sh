# Shared by the lab's commands: paths, messages, processes told apart from later ones with the same number.
# shellcheck shell=bash

state_root=${XDG_RUNTIME_DIR:-/run}/labcheck-lab

die() { echo "lab: $*" >&2; exit 1; }
say() { echo "lab: $*" >&2; }

cache_root() {
  if [ -n "${LABCHECK_LAB_CACHE:-}" ]; then
    echo "$LABCHECK_LAB_CACHE"
  elif [ -w /var/cache ]; then
    echo /var/cache/labcheck-lab
  else
    echo "$HOME/.cache/labcheck-lab"
  fi
}

# Labs need root and a few programs. 77 is how a test says that it was skipped.
require_machine() {
  local program
  [ "$(id -u)" = 0 ] || { say "labs need root"; exit 77; }
  for program in systemd-nspawn debootstrap ip ethtool nsenter unshare setpriv flock ssh ssh-keygen; do
    command -v "$program" >/dev/null || { say "no $program here (scripts/bootstrap installs it)"; exit 77; }
  done
}

# "PID STARTED": a process by its number and the tick at which it started.
process_identity() { # PID
  local stat
  { read -r stat </proc/"$1"/stat; } 2>/dev/null || return 1
  stat=${stat##*) }
  # shellcheck disable=SC2086 # the fields are meant to be split
  set -- "$1" $stat
  echo "$1 ${21}"
}

# A zombie waits only for its parent: it runs no more.
still_runs() { # "PID STARTED"
  [ "$(process_identity "${1%% *}")" = "$1" ] && ! grep -q '^State:[[:space:]]*Z' "/proc/${1%% *}/status" 2>/dev/null
}

check_name() { # WHAT NAME
  [[ $2 =~ ^[a-z][a-z0-9-]{0,30}$ ]] || die "$1 '$2' is no name (write a-z, 0-9 and -, at most 31 characters)"
}

milliseconds() { echo $(($(date +%s%N) / 1000000)); }
seconds_since() { # MILLISECONDS
  local passed=$(($(milliseconds) - $1))
  printf '%d.%02d' $((passed / 1000)) $((passed % 1000 / 10))
}
