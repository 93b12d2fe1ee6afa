#!/bin/bash
# A route to exactly this network that leads nowhere.
# on: box
# breaks: 1.1.4
# checks: to-branch way
ip route replace blackhole 10.20.0.0/16
