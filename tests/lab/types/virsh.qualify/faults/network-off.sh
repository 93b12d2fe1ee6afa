#!/bin/bash
# The network is stopped, the pool doesn't start by itself, the volume is gone from under the machine.
# on: box
# breaks: 2.1.3
# checks: network pool volume
virsh -q net-destroy lab
virsh -q pool-autostart images --disable
virsh -q vol-delete vm1.qcow2 --pool images
