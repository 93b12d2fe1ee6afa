#!/bin/bash
# A plain volume in the snapshot's place.
# on: box
# checks: group snapshot
lvremove -q -y data/before
lvcreate -q -y -n before -L 16M data
