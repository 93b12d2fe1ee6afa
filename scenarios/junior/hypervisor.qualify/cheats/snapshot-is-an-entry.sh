#!/bin/bash
# The snapshot stands in libvirt's list; there is nothing behind it.
# on: hyper
# breaks: 2.1.3
# checks: snapshot-returns
vm=vm-$LABCHECK_PARAM_team
for _ in $(seq 60); do [ "$(virsh -q domstate "$vm" 2>/dev/null)" = running ] && break; sleep 1; done
virsh -q snapshot-dumpxml "$vm" clean >/tmp/clean.xml
virsh -q snapshot-delete "$vm" clean
virsh -q snapshot-create "$vm" /tmp/clean.xml --redefine >/dev/null
