#!/bin/bash
# A route to exactly this network that leads nowhere.
# on: box
# breaks: 1.2.2
# checks: to-branch way
ip route replace blackhole 10.20.0.0/16
