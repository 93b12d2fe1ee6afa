# One host: its disk over the layers, its identity, its control groups and the process that keeps it running.
# shellcheck shell=bash

host_disk() { echo "$(cache_root)/hosts/$1/$2"; } # LAB HOST

# Writes what makes this host this one: names, keys, machine id. All of it is fresh, so hosts are told apart as real
# ones are.
host_identity() { # LAB HOST ADDRESS
  local upper state=$state_root/$1
  upper=$(host_disk "$1" "$2")/upper
  mkdir -p "$upper/etc/ssh" "$upper/root/.ssh"
  chmod 755 "$upper" "$upper/etc" "$upper/etc/ssh"
  chmod 700 "$upper/root" "$upper/root/.ssh"
  echo "$2" >"$upper/etc/hostname"
  printf '127.0.0.1\tlocalhost\n127.0.1.1\t%s\n' "$2" >"$upper/etc/hosts"
  tr -d - </proc/sys/kernel/random/uuid >"$upper/etc/machine-id"
  ssh-keygen -q -t ed25519 -N '' -C "$2" -f "$upper/etc/ssh/ssh_host_ed25519_key"
  cp "$state/key.pub" "$upper/root/.ssh/authorized_keys"
  echo "$3 $(cut -d' ' -f1,2 "$upper/etc/ssh/ssh_host_ed25519_key.pub")" >>"$state/known_hosts"
}

# A host over kept disks is who it was; only the new lab's key is let in besides.
host_access() { # LAB HOST ADDRESS KEPT
  local upper state=$state_root/$1
  upper=$(host_disk "$1" "$2")/upper
  mkdir -p "$upper/root/.ssh"
  chmod 755 "$upper"
  chmod 700 "$upper/root" "$upper/root/.ssh"
  cat "$4/root/.ssh/authorized_keys" "$state/key.pub" >"$upper/root/.ssh/authorized_keys"
  echo "$3 $(cut -d' ' -f1,2 "$4/etc/ssh/ssh_host_ed25519_key.pub")" >>"$state/known_hosts"
}

# Makes a control group for a host below our own in every hierarchy (v1, v2 or both) and lists them.
host_control_groups() { # LAB HOST
  local controllers path mount group
  while IFS=: read -r _ controllers path; do
    case $controllers in
      '') mount=/sys/fs/cgroup; [ ! -d /sys/fs/cgroup/unified ] || mount=/sys/fs/cgroup/unified ;;
      name=*) mount=/sys/fs/cgroup/${controllers#name=} ;;
      *) mount=/sys/fs/cgroup/$controllers ;;
    esac
    group=$mount${path%/}/labcheck.$1.$2
    mkdir "$group" 2>/dev/null || continue
    if [ -f "$group/cpuset.cpus" ] && [ -f "${group%/*}/cpuset.cpus" ]; then
      cat "${group%/*}/cpuset.cpus" >"$group/cpuset.cpus" || true
      cat "${group%/*}/cpuset.mems" >"$group/cpuset.mems" || true
    fi
    echo "$group"
  done </proc/self/cgroup
}

container_start() { # LAB HOST LAYER KEPT
  local state=$state_root/$1 disk layers
  disk=$(host_disk "$1" "$2")
  mkdir -p "$disk/work" "$disk/root"
  layers=$(layer_stack "$3")
  [ -z "$4" ] || layers=$(kept_disks "$4")/$2:$layers
  setsid unshare --mount --pid --fork --kill-child --mount-proc \
    bash "$lab_dir/lib/supervise" "$2" "$(network_of "$1" "$2")" "$disk" "$layers" "$state/$2.groups" \
    </dev/null >"$state/$2.console" 2>&1 &
}

# Starts a host in namespaces of its own for processes and mounts: when the process whose number is kept ends, however
# it ends, everything in the host ends with it and its mounts are gone.
host_start() { # LAB HOST LAYER KEPT
  local state=$state_root/$1 supervisor
  host_control_groups "$1" "$2" >"$state/$2.groups"
  if is_vm "$2"; then vm_start "$@"; else container_start "$@"; fi
  supervisor=$!
  process_identity "$supervisor" >"$state/$2.supervisor" || die "host $2 did not start: $(cat "$state/$2.console")"
}

# Ends all processes of a host and removes its control groups.
host_stop() { # LAB HOST
  local state=$state_root/$1 identity group left
  if [ -f "$state/$2.supervisor" ]; then
    identity=$(cat "$state/$2.supervisor")
    ! still_runs "$identity" || kill -KILL "${identity%% *}" || true
  fi
  [ -f "$state/$2.groups" ] || return 0
  while read -r group; do
    for _ in $(seq 100); do
      [ -d "$group" ] || break
      find "$group" -name cgroup.procs -exec cat {} + 2>/dev/null | xargs -r kill -KILL 2>/dev/null || true
      find "$group" -depth -type d -exec rmdir {} + 2>/dev/null || true
      [ ! -d "$group" ] || sleep 0.05
    done
    [ ! -d "$group" ] || say "control group $group is still in use"
  done <"$state/$2.groups"
}
