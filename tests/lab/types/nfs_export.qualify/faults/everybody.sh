#!/bin/bash
# Exported to everybody, too.
# on: box
# breaks: 1.2.4
# checks: nobody-else
exportfs -o rw,no_subtree_check '*:/srv/share'
