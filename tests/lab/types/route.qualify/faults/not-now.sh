#!/bin/bash
# Written down, gone from the kernel: the way falls back on the default route.
# on: box
# breaks: 1.2.2
# checks: to-branch way
ip route del 10.20.0.0/16
