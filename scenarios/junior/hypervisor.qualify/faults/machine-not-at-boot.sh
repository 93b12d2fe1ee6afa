#!/bin/bash
# The machine stays down after a restart.
# on: hyper
# breaks: 2.1.3
# checks: machine-defined host-restarts
vm=vm-$LABCHECK_PARAM_team
for _ in $(seq 60); do [ "$(virsh -q domstate "$vm" 2>/dev/null)" = running ] && break; sleep 1; done
virsh -q autostart --disable "$vm"
