#!/bin/bash
# Whoever reaches the target gets the disk.
# on: store
# breaks: 2.3.2
# checks: block-target
sed -i /incominguser/d /etc/tgt/conf.d/lab.conf
tgtadm --lld iscsi --mode account --op unbind --tid 1 --user lab
