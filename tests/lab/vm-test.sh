#!/bin/bash
# Tests hosts that are virtual machines as lab-test.sh tests the others. Each start is a whole boot, emulated: minutes,
# so it is no part of the daily tests. Exit status 77: labs can't be made here.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=/dev/null
. "$here/lib/testing.sh"
lab() { "$here/lab" "$@"; }
one=v$$-one kept=v$$-kept doomed=v$$-doomed

remains() { # LAB
  pgrep -af "labcheck\.$1|hosts/$1/" || true
  ip netns list | grep "labcheck\.$1" || true
  find /sys/fs/cgroup -type d -name "labcheck.$1.*"
  find "${XDG_RUNTIME_DIR:-/run}/labcheck-lab" -path "*/$1*"
  find "${LABCHECK_LAB_CACHE:-/var/cache/labcheck-lab}/hosts" -maxdepth 1 -name "$1*" 2>/dev/null || true
}
clean_up() {
  local name
  for name in "$one" "$doomed"; do lab down "$name" >/dev/null 2>&1 || true; done
  lab forget "$kept"
}
trap clean_up EXIT
status=0
lab image base vm || status=$?
[ "$status" = 0 ] || exit "$status"

echo "-- a virtual machine among hosts"
holds "only virtual machines have further disks" refuses lab up "$one" --host beta=base --disk beta=1G
lab up "$one" --owner $$ --host alpha=vm --host beta=base --disk alpha=1G --disk alpha=512M \
  --lan alpha,beta --lan alpha@192.168.60.1/24,beta@192.168.60.2/24
holds "systemd runs without a failed unit" equal "$(lab ssh "$one" alpha 'systemctl is-system-running --wait')" running
holds "its kernel is its own" refuses equal "$(lab ssh "$one" alpha uname -r)" "$(uname -r)"
holds "it has its own name" equal "$(lab ssh "$one" alpha hostname)" alpha
holds "it has the disks that it was given" equal \
  "$(lab ssh "$one" alpha 'cat /sys/block/vdb/size /sys/block/vdc/size' | xargs)" "2097152 1048576"
holds "the second network is left to the candidate" equal \
  "$(lab ssh "$one" alpha "ip -br addr show eth1 | awk '{ print \$2, \$3 }'")" "DOWN "
holds "a network with addresses carries at once" lab ssh "$one" beta 'ping -q -c 1 -W 9 192.168.60.1 >/dev/null'
lab ssh "$one" alpha 'printf "auto eth1\niface eth1 inet static\naddress 192.168.50.1/24\n" >/etc/network/interfaces.d/mine
  ifup eth1; echo mine >/root/word; echo saved >/dev/vdb; echo other >/etc/hostname'
key=$(lab ssh "$one" alpha cat /root/.ssh/authorized_keys)

echo "-- a reboot"
boot_id() { lab ssh "$one" alpha cat /proc/sys/kernel/random/boot_id 2>/dev/null || true; }
before=$(boot_id)
lab ssh "$one" alpha 'modprobe dummy; systemctl reboot' || true
for _ in $(seq 300); do
  after=$(boot_id)
  [ -z "$after" ] || [ "$after" = "$before" ] || break
  sleep 0.5
done
holds "it comes back as another boot" refuses equal "$before" "$after"
holds "its disk is still there, as it was left" equal "$(lab ssh "$one" alpha cat /root/word /etc/hostname | xargs)" "mine other"
holds "its configured network is back" equal \
  "$(lab ssh "$one" alpha "ip -br -4 addr show eth1 | awk '{ print \$3 }'")" 192.168.50.1/24
holds "a module that was never written down is gone" refuses lab ssh "$one" alpha 'test -d /sys/module/dummy'

echo "-- kept disks"
lab keep "$one" "$kept"
holds "keeping leaves no more than the disks" equal "$(remains "$one")" ""
lab up "$one" --owner $$ --over "$kept" --host alpha=vm --host beta=base
holds "every disk is as it was kept" equal \
  "$(lab ssh "$one" alpha 'cat /root/word /etc/hostname; head -c 5 /dev/vdb' | xargs)" "mine other saved"
holds "whoever was let in still is" lab ssh "$one" alpha "grep -qxF '$key' /root/.ssh/authorized_keys"
lab down "$one"
holds "down leaves nothing" equal "$(remains "$one")" ""

echo "-- a killed runner"
bash -c '"$0" up "$1" --owner $$ --host alpha=vm; sleep 600' "$here/lab" "$doomed" &
runner=$!
until [ -s "${XDG_RUNTIME_DIR:-/run}/labcheck-lab/$doomed/alpha.supervisor" ]; do sleep 0.1; done
sleep 2
pkill -KILL -P "$runner"
kill -KILL "$runner"
wait "$runner" 2>/dev/null || true
lab gc
holds "gc removes the lab of a killed runner" equal "$(remains "$doomed")" ""
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
