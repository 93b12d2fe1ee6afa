#!/bin/bash
# The machine has less memory than planned.
# on: hyper
# breaks: 2.1.3
# checks: machine-defined guest-answers
vm=vm-$LABCHECK_PARAM_team
for _ in $(seq 60); do [ "$(virsh -q domstate "$vm" 2>/dev/null)" = running ] && break; sleep 1; done
again() { # SED…: the machine is defined anew with these changes
  virsh -q dumpxml "$vm" --inactive --security-info | sed "$@" >/tmp/vm.xml
  virsh -q destroy "$vm"
  virsh -q define /tmp/vm.xml >/dev/null
  virsh -q start "$vm"
}
again -e "s/<memory.*/<memory unit='MiB'>96<\/memory>/" -e "/<currentMemory/d"
