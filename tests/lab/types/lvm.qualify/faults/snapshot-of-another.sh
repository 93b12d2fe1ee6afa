#!/bin/bash
# A snapshot of another volume.
# on: box
# breaks: 1.1.4
# checks: snapshot
lvremove -q -y data/before
lvcreate -q -y -s -n before -L 16M data/fast
