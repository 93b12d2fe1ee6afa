#!/bin/bash
# Written down, not loaded.
# on: box
# breaks: 1.1.4
# checks: loaded needed
modprobe -r br_netfilter
modprobe bridge
