#!/bin/bash
# There is no snapshot.
# on: hyper
# breaks: 2.1.3
# checks: snapshot-returns
vm=vm-$LABCHECK_PARAM_team
for _ in $(seq 60); do [ "$(virsh -q domstate "$vm" 2>/dev/null)" = running ] && break; sleep 1; done
virsh -q snapshot-delete "$vm" clean
