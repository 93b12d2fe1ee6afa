#!/bin/bash
# The machine is off the network; another one, with other disks, answers in its place.
# on: hyper
# breaks: 2.1.3
# checks: guest-is-it
vm=vm-$LABCHECK_PARAM_team
for _ in $(seq 60); do [ "$(virsh -q domstate "$vm" 2>/dev/null)" = running ] && break; sleep 1; done
virsh -q domif-setlink "$vm" 52:54:00:61:00:20 down
for volume in system data; do cp "/srv/pool-$LABCHECK_PARAM_team/$volume-$LABCHECK_PARAM_team.qcow2" /srv/$volume.qcow2; done
virsh -q dumpxml "$vm" --inactive | sed -e "s/<name>.*/<name>spare<\/name>/" -e /uuid/d -e "s,/srv/pool.*/\(system\|data\)-.*qcow2,/srv/\1.qcow2," >/tmp/spare.xml
virsh -q define /tmp/spare.xml >/dev/null
virsh -q start spare
