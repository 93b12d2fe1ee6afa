#!/bin/bash
# Very many small files.
# on: box
# checks: inodes
cd /srv/data && for n in $(seq 600); do : >"$n"; done
