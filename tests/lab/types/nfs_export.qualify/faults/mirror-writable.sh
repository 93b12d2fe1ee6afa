#!/bin/bash
# The mirror can be written to.
# on: box
# breaks: 1.2.4
# checks: for-reading
exportfs -o rw,no_subtree_check '*:/srv/my mirror'
