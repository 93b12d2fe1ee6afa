#!/bin/bash
# A machine of this name as somebody else would make it.
# on: box
# breaks: 2.1.3
# checks: size disk nic
virsh -q destroy vm1
virsh dumpxml vm1 --inactive |
  sed -e "s/<vcpu.*<\/vcpu>/<vcpu>1<\/vcpu>/" -e "s/bus='virtio'/bus='ide'/" -e "/<address type='pci'/d" \
    -e "s/<model type='virtio'\/>/<model type='e1000'\/>/" >/tmp/other.xml
virsh -q define /tmp/other.xml
virsh -q start vm1
