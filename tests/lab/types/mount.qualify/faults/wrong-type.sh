#!/bin/bash
# Another type is written down: it won't be mounted.
# on: box
# breaks: 1.1.4
# checks: data-persistent
sed -i '/LABEL=data/s/ext4/xfs/' /etc/fstab
