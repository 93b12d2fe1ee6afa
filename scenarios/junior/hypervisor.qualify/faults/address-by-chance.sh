#!/bin/bash
# The machine gets some address of the range.
# on: hyper
# breaks: 2.1.3
# checks: guest-answers
vm=vm-$LABCHECK_PARAM_team
for _ in $(seq 60); do [ "$(virsh -q domstate "$vm" 2>/dev/null)" = running ] && break; sleep 1; done
net=net-$LABCHECK_PARAM_team
virsh -q net-dumpxml "$net" --inactive | sed "/<host /d" >/tmp/net.xml
virsh -q destroy "$vm"
virsh -q net-destroy "$net"
virsh -q net-define /tmp/net.xml >/dev/null
virsh -q net-start "$net"
virsh -q start "$vm"
