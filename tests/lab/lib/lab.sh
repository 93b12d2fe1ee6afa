# Whole labs: up, down, what runs in them, and what killed runners left.
# shellcheck shell=bash

declare -A layer_of address_of disks_of gateway_of
hosts=() lans=()

read_options() { # OPTION…
  local value name
  owner='' over=''
  while [ $# -gt 0 ]; do
    value=${2:-}
    case $1 in
      --owner) owner=$(process_identity "$value") || die "--owner $value: no such process" ;;
      --over) over=$value; [ -d "$(kept_disks "$over")" ] || die "no disks are kept as '$over'" ;;
      --host)
        name=${value%%=*}
        [[ $value == *=* ]] || die "--host '$value' is no HOST=LAYER[,ADDRESS]"
        check_name host "$name"
        [ -z "${layer_of[$name]:-}" ] || die "host '$name' twice"
        hosts+=("$name")
        value=${value#*=}
        check_layer "${value%%,*}"
        layer_of[$name]=${value%%,*}
        address_of[$name]=$management.$((10 + ${#hosts[@]}))
        [[ $value != *,* ]] || address_of[$name]=${value#*,} ;;
      --disk)
        name=${value%%=*}
        [ -n "${layer_of[$name]:-}" ] || die "--disk $value: no host '$name' before it"
        is_vm "$name" || die "--disk $value: $name is no virtual machine"
        [[ ${value#*=} =~ ^[1-9][0-9]*[MG]$ ]] || die "--disk '$value' is no HOST=SIZE (write the size as 512M or 1G)"
        disks_of[$name]+=" ${value#*=}" ;;
      --gateway)
        name=${value%%=*}
        [ -n "${layer_of[$name]:-}" ] || die "--gateway $value: no host '$name' before it"
        ! is_vm "$name" || die "--gateway $value: $name is a virtual machine"
        gateway_of[$name]=${value#*=} ;;
      --lan)
        for name in ${value//,/ }; do
          [ -n "${layer_of[${name%%@*}]:-}" ] || die "--lan $value: no host '${name%%@*}' before it"
        done
        lans+=("$value") ;;
      *) die "unknown option '$1'" ;;
    esac
    shift 2 || die "$1 wants a value"
  done
  [ ${#hosts[@]} -gt 0 ] || die "no --host"
}

# Takes the name, whole at once: a directory is never seen without its owner, here the process that is starting the lab.
claim() { # LAB
  local temporary
  mkdir -p "$state_root"
  chmod 700 "$state_root"
  temporary=$(mktemp -d "$state_root/.claim-XXXXXX")
  process_identity $$ >"$temporary/owner"
  printf '%s\n' "${hosts[@]}" >"$temporary/hosts"
  mv -T "$temporary" "$state_root/$1" 2>/dev/null || { rm -rf "$temporary"; die "lab '$1' is up already"; }
}

lab_up() { # LAB OPTION…
  local lab=${1:?lab up NAME} host started cable=0 lan number=0 members state=$state_root/$1
  shift
  check_name lab "$lab"
  read_options "$@"
  lab_gc
  allow_watchers
  for host in "${hosts[@]}"; do
    build_layer "${layer_of[$host]}"
    ! is_vm "$host" || { require_vm; build_vm_image "${layer_of[$host]}"; }
  done
  started=$(milliseconds)
  claim "$lab"
  trap 'lab_down '"$lab" EXIT
  mkdir -p "$(cache_root)/hosts/$lab"
  echo "$state" >"$(cache_root)/hosts/$lab/state"
  ssh-keygen -q -t ed25519 -N '' -C "lab $lab" -f "$state/key"
  lab_network_up "$lab"
  for host in "${hosts[@]}"; do
    echo "${address_of[$host]}" >"$state/$host.address"
    host_network_up "$lab" "$host" "${address_of[$host]}" $((++cable))
    if [ -n "$over" ]; then
      host_access "$lab" "$host" "${address_of[$host]}" "$(kept_disks "$over")/$host"
    else
      host_identity "$lab" "$host" "${address_of[$host]}"
    fi
  done
  for lan in "${lans[@]}"; do
    IFS=, read -ra members <<<"$lan"
    lan_up "$lab" "lan$((++number))" $((cable + 1)) "${members[@]}"
    cable=$((cable + ${#members[@]}))
  done
  for host in "${hosts[@]}"; do host_start "$lab" "$host" "${layer_of[$host]}" "$over"; done
  wait_for_ssh "$lab" "${hosts[@]}"
  [ -z "$over" ] || wait_for_units "$lab" "${hosts[@]}"
  echo "${owner:-none}" >"$state/owner"
  trap - EXIT
  say "$lab: ${#hosts[@]} hosts up in $(seconds_since "$started") s"
}

# Every systemd watches files with several inotify instances, and all hosts' root is one user to the kernel: its usual
# 128 are used up by a dozen hosts, and the next one never gets as far as sshd.
allow_watchers() {
  local limit=fs.inotify.max_user_instances
  [ "$(sysctl -n "$limit")" -ge 8192 ] || sysctl -qw "$limit=8192"
}

# Returns when sshd greets on every host. The waiting process ends with us.
wait_for_ssh() { # LAB HOST…
  local lab=$1 host
  shift
  for host; do
    # shellcheck disable=SC2016 # expanded by the inner shell
    setpriv --pdeathsig KILL nsenter --net="/run/netns/$(network_of "$lab")" bash -c '
      until { read -r -t 5 banner <"/dev/tcp/$0/22" && [[ $banner == SSH-* ]]; } 2>/dev/null; do
        [ "$SECONDS" -lt "$1" ] || exit 1
        sleep 0.05
      done
    ' "$(cat "$state_root/$lab/$host.address")" "$(is_vm "$host" && echo 900 || echo 240)" ||
      die "no ssh on $host: $(tail -n 5 "$state_root/$lab/$host.console")"
  done
}

# Returns when every host has started what is enabled on it; a unit that failed is no trouble of the lab's.
wait_for_units() { # LAB HOST…
  local lab=$1 host waiting=()
  shift
  for host; do
    lab_ssh "$lab" "$host" "systemctl is-system-running --wait" </dev/null >/dev/null 2>&1 &
    waiting+=($!)
  done
  for host in "${waiting[@]}"; do wait "$host" || true; done
}

known_lab() { # LAB
  [ -f "$state_root/$1/owner" ] || die "no lab '$1' (lab list)"
}

lab_exec() { # LAB COMMAND…
  known_lab "${1:?lab exec NAME COMMAND…}"
  exec nsenter --net="/run/netns/$(network_of "$1")" "${@:2}"
}

lab_ssh() { # LAB HOST COMMAND…
  known_lab "${1:?lab ssh NAME HOST COMMAND…}"
  local state=$state_root/$1
  [ -f "$state/${2:?lab ssh NAME HOST COMMAND…}.address" ] || die "no host '$2' in lab '$1'"
  nsenter --net="/run/netns/$(network_of "$1")" ssh -q -F none -i "$state/key" -o IdentitiesOnly=yes -o BatchMode=yes \
    -o StrictHostKeyChecking=yes -o UserKnownHostsFile="$state/known_hosts" -o GlobalKnownHostsFile=none \
    -o ConnectTimeout=10 "root@$(cat "$state/$2.address")" "${@:3}"
}

lab_apply() { # LAB HOST SCRIPT [VARIABLE=VALUE…]
  local lab=${1:?lab apply NAME HOST SCRIPT} host=${2:?} script=${3:?} values=""
  shift 3
  [ -r "$script" ] || die "no script '$script'"
  [ $# = 0 ] || values=$(printf '%q ' "$@")
  lab_ssh "$lab" "$host" "env ${values# } bash -euo pipefail -s" <"$script" ||
    die "$script ended with status $? on $host of lab $lab"
}

lab_list() {
  local state owner
  for state in "$state_root"/*/; do
    [ -f "$state/owner" ] || continue
    owner=$(cat "$state/owner")
    echo "$(basename "$state") owner=${owner%% *} hosts=$(paste -sd, "$state/hosts")"
  done
}

lab_down() { # LAB
  known_lab "$1"
  local lab=$1 state=$state_root/$1 host stopping=()
  while read -r host; do
    host_stop "$lab" "$host" &
    stopping+=($!)
  done <"$state/hosts"
  wait "${stopping[@]}" || say "not every host of $lab stopped in order"
  networks_down "$lab"
  rm -rf --one-file-system "$(cache_root)/hosts/${lab:?}"
  rm -rf "${state:?}"
}

lab_down_all() {
  local state
  for state in "$state_root"/*/; do
    [ ! -f "$state/owner" ] || lab_down "$(basename "$state")"
  done
}

kept_disks() { echo "$(cache_root)/kept/$1"; } # KEPT

shut_down() { # LAB HOST…
  local lab=$1 host
  shift
  for host; do lab_ssh "$lab" "$host" "sync; systemctl poweroff" </dev/null || true; done
  for host; do
    for _ in $(seq 1800); do  # 3 min: virtual machines on a machine that has other work
      still_runs "$(cat "$state_root/$lab/$host.supervisor")" || break
      sleep 0.1
    done
    ! still_runs "$(cat "$state_root/$lab/$host.supervisor")" || die "$host does not shut down"
  done
}

# Hosts are shut down as an administrator does, so that what must outlive a restart is on their disks; virtual machines
# first: they may have mounted what a host beside them serves.
lab_keep() { # LAB KEPT
  known_lab "${1:?lab keep NAME KEPT}"
  local lab=$1 host state=$state_root/$1 kept
  local machines=() others=()
  check_name kept "${2:?lab keep NAME KEPT}"
  kept=$(kept_disks "$2")
  [ ! -e "$kept" ] || die "disks are kept as '$2' already"
  while read -r host; do
    if [ -e "$state/$host.cables" ]; then machines+=("$host"); else others+=("$host"); fi
  done <"$state/hosts"
  shut_down "$lab" "${machines[@]}"
  shut_down "$lab" "${others[@]}"
  mkdir -p "$kept"
  cp "$state/owner" "$kept/owner"
  while read -r host; do
    mv "$(host_disk "$lab" "$host")/upper" "$kept/$host"
    [ ! -d "$(host_disk "$lab" "$host")/disks" ] || mv "$(host_disk "$lab" "$host")/disks" "$kept/$host.disks"
  done <"$state/hosts"
  lab_down "$lab"
}

forget() { rm -rf --one-file-system "$(kept_disks "$1")"; } # KEPT

abandoned() { # STATE
  local owner host
  owner=$(cat "$1/owner")
  [ "$owner" = none ] || still_runs "$owner" || return 0
  [ "$owner" = none ] || return 1
  while read -r host; do
    ! still_runs "$(cat "$1/$host.supervisor" 2>/dev/null)" || return 1
  done <"$1/hosts"
}

# Removes labs whose owner has ended or whose hosts have all ended, and disks of labs that are no more.
lab_gc() {
  local state disk
  mkdir -p "$state_root" "$(cache_root)/hosts"
  (
    flock 9
    for state in "$state_root"/*/; do
      [ -f "$state/owner" ] && abandoned "${state%/}" || continue
      say "removing abandoned lab $(basename "$state")"
      lab_down "$(basename "$state")"
    done
    find "$state_root" -maxdepth 1 -name '.claim-*' -mmin +1 -exec rm -rf {} +
    for disk in "$(cache_root)"/kept/*/; do
      [ -f "$disk/owner" ] || continue
      still_runs "$(cat "$disk/owner")" || rm -rf --one-file-system "$disk"
    done
    for disk in "$(cache_root)"/hosts/*/; do
      [ -f "$disk/state" ] && [ ! -e "$(cat "$disk/state")" ] || continue
      rm -rf --one-file-system "$disk"
    done
  ) 9>"$state_root/.lock"
}
