#!/bin/bash
# Not from the pool.
# on: box
# breaks: 1.1.4
# checks: thin
lvremove -q -y data/thin
lvcreate -q -y -n thin -L 32M data
