#!/bin/bash
# The pool isn't there after a restart.
# on: hyper
# breaks: 2.1.3
# checks: storage-pool
vm=vm-$LABCHECK_PARAM_team
for _ in $(seq 60); do [ "$(virsh -q domstate "$vm" 2>/dev/null)" = running ] && break; sleep 1; done
virsh -q pool-autostart --disable "pool-$LABCHECK_PARAM_team"
