#!/bin/bash
# Exported to everybody, too.
# on: box
# checks: nobody-else
exportfs -o rw,no_subtree_check '*:/srv/share'
