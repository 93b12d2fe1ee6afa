#!/bin/bash
# The volume has no device.
# on: box
# checks: volume
lvchange -q -an -y data/www
