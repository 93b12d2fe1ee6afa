#!/bin/bash
# A client's root is root.
# on: box
# breaks: 1.2.4
# checks: served
sed -i 's/rw,sync/rw,sync,no_root_squash/' /etc/exports
exportfs -ra
