#!/bin/bash
# Striped over nothing: one disk alone.
# on: box
# breaks: 1.1.4
# checks: striped
lvremove -q -y data/fast
lvcreate -q -y -n fast -L 32M data /dev/vdb
