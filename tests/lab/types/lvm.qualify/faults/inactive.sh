#!/bin/bash
# The volume has no device, nor has its snapshot.
# on: box
# breaks: 1.1.4
# checks: volume snapshot
lvchange -q -an -y data/www
