#!/bin/bash
# The volume is smaller.
# on: box
# breaks: 1.1.4
# checks: volume
lvremove -q -y data/before
lvreduce -q -y -f -L 32M data/www
lvcreate -q -y -s -n before -L 16M data/www
