#!/bin/bash
# The mirror can be written to.
# on: box
# checks: for-reading
exportfs -o rw,no_subtree_check '*:/srv/my mirror'
