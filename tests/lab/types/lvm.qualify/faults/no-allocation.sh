#!/bin/bash
# The disk may not be used.
# on: box
# checks: physical
pvchange -q -x n /dev/vdc
