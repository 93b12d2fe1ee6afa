#!/bin/bash
# The second disk is a file of its own, not the pool's volume.
# on: hyper
# breaks: 2.1.3
# checks: machine-defined guest-is-it
vm=vm-$LABCHECK_PARAM_team
for _ in $(seq 60); do [ "$(virsh -q domstate "$vm" 2>/dev/null)" = running ] && break; sleep 1; done
again() { # SED…: the machine is defined anew with these changes
  virsh -q dumpxml "$vm" --inactive --security-info | sed "$@" >/tmp/vm.xml
  virsh -q destroy "$vm"
  virsh -q define /tmp/vm.xml >/dev/null
  virsh -q start "$vm"
}
qemu-img create -q -f qcow2 /srv/data.qcow2 64M
virsh -q snapshot-delete "$vm" clean
again "s,/srv/pool.*/data-.*qcow2,/srv/data.qcow2,"
