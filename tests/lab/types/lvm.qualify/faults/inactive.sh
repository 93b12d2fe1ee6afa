#!/bin/bash
# The volume has no device, nor has its snapshot.
# on: box
# checks: volume snapshot
lvchange -q -an -y data/www
