#!/bin/bash
# Defined, but it doesn't run, nor will it after a restart.
# on: box
# breaks: 2.1.3
# checks: runs
virsh -q destroy vm1
virsh -q autostart --disable vm1
