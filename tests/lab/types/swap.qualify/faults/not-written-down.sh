#!/bin/bash
# In use until the next boot.
# on: box
# checks: partition
: >/etc/fstab
