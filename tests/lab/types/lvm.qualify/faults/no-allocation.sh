#!/bin/bash
# The disk may not be used.
# on: box
# breaks: 1.1.4
# checks: physical
pvchange -q -x n /dev/vdc
