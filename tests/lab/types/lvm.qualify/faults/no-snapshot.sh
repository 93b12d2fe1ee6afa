#!/bin/bash
# A plain volume in the snapshot's place.
# on: box
# breaks: 1.1.4
# checks: group snapshot
lvremove -q -y data/before
lvcreate -q -y -n before -L 16M data
