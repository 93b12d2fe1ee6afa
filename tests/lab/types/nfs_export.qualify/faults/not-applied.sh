#!/bin/bash
# Changed to reading only, applied.
# on: box
# breaks: 1.2.4
# checks: served
sed -i 's/rw,sync/ro,sync/' /etc/exports
exportfs -ra
