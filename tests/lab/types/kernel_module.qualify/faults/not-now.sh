#!/bin/bash
# Written down, not loaded.
# on: box
# checks: loaded needed
modprobe -r br_netfilter
modprobe bridge
