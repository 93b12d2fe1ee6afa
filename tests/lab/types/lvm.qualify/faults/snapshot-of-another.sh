#!/bin/bash
# A snapshot of another volume.
# on: box
# checks: snapshot
lvremove -q -y data/before
lvcreate -q -y -s -n before -L 16M data/fast
