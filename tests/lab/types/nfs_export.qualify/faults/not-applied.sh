#!/bin/bash
# Changed to reading only, applied.
# on: box
# checks: served
sed -i 's/rw,sync/ro,sync/' /etc/exports
exportfs -ra
