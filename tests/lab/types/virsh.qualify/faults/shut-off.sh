#!/bin/bash
# Defined, but it doesn't run, nor will it after a restart.
# on: box
# checks: runs
virsh -q destroy vm1
virsh -q autostart --disable vm1
