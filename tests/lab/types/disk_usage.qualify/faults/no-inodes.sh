#!/bin/bash
# Very many small files.
# on: box
# breaks: 1.1.4
# checks: inodes
cd /srv/data && for n in $(seq 600); do : >"$n"; done
