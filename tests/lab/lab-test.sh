#!/bin/bash
# Tests the lab itself: hosts are real, labs stand side by side, and nothing outlives them, however their runner ended.
# Exit status 77: labs can't be made here (not root, or no systemd-nspawn).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=/dev/null
. "$here/lib/testing.sh"
lab() { "$here/lab" "$@"; }
one=t$$-one two=t$$-two doomed=t$$-doomed

# Whatever a lab can leave behind, a line each: processes, mounts of any process, namespaces, interfaces, control
# groups, state, disks.
remains() { # LAB
  pgrep -af "labcheck\.$1|hosts/$1/" || true
  grep -h "hosts/$1/" /proc/[0-9]*/mountinfo 2>/dev/null || true
  ip netns list | grep "labcheck\.$1" || true
  find /sys/fs/cgroup -type d -name "labcheck.$1.*"
  find "${XDG_RUNTIME_DIR:-/run}/labcheck-lab" -path "*/$1*"
  find "${LABCHECK_LAB_CACHE:-/var/cache/labcheck-lab}/hosts" -maxdepth 1 -name "$1*" 2>/dev/null || true
}
leaves_nothing() { equal "$(remains "$1")" ""; }

clean_up() {
  local name
  for name in "$one" "$two" "$doomed"; do lab down "$name" >/dev/null 2>&1 || true; done
}
trap clean_up EXIT
status=0
lab image base || status=$?
[ "$status" = 0 ] || exit "$status"

echo "-- hosts are real"
lab up "$one" --owner $$ --host alpha=base --host beta=base,10.77.0.77 \
  --lan alpha,beta --lan alpha@192.168.60.1/24,beta@192.168.60.2/24
holds "systemd runs without a failed unit" equal "$(lab ssh "$one" alpha 'systemctl is-system-running --wait')" running
holds "a host has its own name" equal "$(lab ssh "$one" beta hostname)" beta
holds "a host stands at the address it was given" equal \
  "$(lab ssh "$one" beta "ip -br addr show eth0 | awk '{ print \$3 }'")" 10.77.0.77/24
holds "the second network is left to the candidate" equal \
  "$(lab ssh "$one" beta "ip -br addr show eth1 | awk '{ print \$2, \$3 }'")" "DOWN "
holds "a network with addresses carries at once" lab ssh "$one" beta 'ping -q -c 1 -W 5 192.168.60.1 >/dev/null'
holds "hosts have different machine ids" refuses equal \
  "$(lab ssh "$one" alpha cat /etc/machine-id)" "$(lab ssh "$one" beta cat /etc/machine-id)"
holds "hosts have different host keys" equal "$(cut -d' ' -f3 "${XDG_RUNTIME_DIR:-/run}/labcheck-lab/$one/known_hosts" |
  sort -u | wc -l)" 2
holds "a checker's commands run in the lab's network" equal "$(lab exec "$one" ip -br addr show br0 |
  awk '{ print $3 }')" 10.77.0.1/24
holds "a host has no way to the outside, and is told so" equal \
  "$(lab ssh "$one" alpha 'ping -c 1 -W 5 192.0.2.1 | grep -o Unreachable' 2>/dev/null | tail -n 1)" Unreachable
holds "no second lab under the same name" refuses lab up "$one" --host alpha=base

echo "-- the second network carries once it is configured"
lab ssh "$one" alpha 'ip addr add 192.168.50.1/24 dev eth1; ip link set eth1 up'
lab ssh "$one" beta 'ip addr add 192.168.50.2/24 dev eth1; ip link set eth1 up'
holds "neighbours reach each other" lab ssh "$one" alpha 'ping -q -c 1 -W 5 192.168.50.2 >/dev/null'

echo "-- scripts"
script=$(mktemp)
echo 'printf %s "$WORD" >/root/word; false; echo unreachable' >"$script"
holds "a script that fails is an error" refuses lab apply "$one" alpha "$script" "WORD=two words"
holds "its variables arrive whole" equal "$(lab ssh "$one" alpha cat /root/word)" "two words"
echo true >"$script"
holds "a script without variables is applied" lab apply "$one" alpha "$script"
rm -f "$script"

echo "-- a reboot"
boot_id() { lab ssh "$one" alpha cat /proc/sys/kernel/random/boot_id 2>/dev/null || true; }
before=$(boot_id)
lab ssh "$one" alpha 'nft add table inet mine; systemctl reboot' || true
for _ in $(seq 100); do
  after=$(boot_id)
  [ -z "$after" ] || [ "$after" = "$before" ] || break
  sleep 0.2
done
holds "the host comes back as another boot" refuses equal "$before" "$after"
holds "its disk is still there" equal "$(lab ssh "$one" alpha cat /root/word)" "two words"
holds "the journal knows both boots" equal "$(lab ssh "$one" alpha 'journalctl --list-boots -q | grep -c "^ *-\?[01] "')" 2
holds "its firewall rules are gone" equal "$(lab ssh "$one" alpha nft list ruleset)" ""
holds "its configured network is back" equal \
  "$(lab ssh "$one" alpha "ip -br addr show eth2 | awk '{ print \$3 }'")" 192.168.60.1/24
holds "an address that was never written down is gone" equal \
  "$(lab ssh "$one" alpha "ip -br addr show eth1 | awk '{ print \$2, \$3 }'")" "DOWN "

echo "-- two labs at the same addresses"
lab up "$two" --owner $$ --host alpha=base --host beta=base,10.77.0.77
lab ssh "$two" alpha 'echo second >/root/word'
holds "the second is its own" equal "$(lab ssh "$two" alpha cat /root/word)" second
holds "the first is untouched" equal "$(lab ssh "$one" alpha cat /root/word)" "two words"
lab down "$two"
holds "down leaves nothing" leaves_nothing "$two"
holds "the first is still up" equal "$(lab ssh "$one" beta hostname)" beta

echo "-- a killed runner"
bash -c '"$0" up "$1" --owner $$ --host alpha=base; sleep 600' "$here/lab" "$doomed" &
runner=$!
until [[ $(lab list) == *"$doomed owner=$runner "* ]]; do sleep 0.1; done  # no grep -q: it ends the list with SIGPIPE
lab gc
holds "a lab is kept while its owner runs" equal "$(lab ssh "$doomed" alpha hostname)" alpha
kill -KILL "$runner"
wait "$runner" 2>/dev/null || true
lab gc
holds "gc removes the lab of a killed runner" leaves_nothing "$doomed"
holds "gc keeps the labs of others" equal "$(lab ssh "$one" beta hostname)" beta

echo "-- a killed start"
"$here/lab" up "$doomed" --host alpha=base --host beta=base 2>/dev/null &
runner=$!
until [ -s "${XDG_RUNTIME_DIR:-/run}/labcheck-lab/$doomed/beta.supervisor" ]; do sleep 0.02; done
kill -KILL "$runner"
wait "$runner" 2>/dev/null || true
lab gc
holds "gc removes a lab that was never finished" leaves_nothing "$doomed"

lab down "$one"
holds "down leaves nothing" leaves_nothing "$one"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
