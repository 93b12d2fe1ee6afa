#!/bin/bash
# Not from the pool.
# on: box
# checks: thin
lvremove -q -y data/thin
lvcreate -q -y -n thin -L 32M data
